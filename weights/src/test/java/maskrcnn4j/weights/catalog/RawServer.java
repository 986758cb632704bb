package maskrcnn4j.weights.catalog;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server that says exactly what a test wants, true or not, and hangs up when the test wants. */
final class RawServer implements Closeable {
    /** What the client asked: the request line and the headers, with lower-case names. */
    record Request(int number, String line, Map<String, String> headers) {}

    /** Writes an answer, byte for byte; the connection is closed after it. */
    @FunctionalInterface
    interface Script {
        void answer(Request request, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket socket;
    private final Script script;
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    RawServer(Script script) throws IOException {
        this.script = script;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** Answers with a status, headers (lines without their end) and a body. */
    static void answer(OutputStream out, String status, List<String> headers, byte[] body) throws IOException {
        String head = "HTTP/1.1 " + status + "\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
    }

    /** Serves a file as a good server does, ranges included; hangs up after {@code most} bytes of it. */
    static void serve(Request request, OutputStream out, byte[] file, int most) throws IOException {
        String range = request.headers().getOrDefault("range", "");
        int from = range.isEmpty() ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        String end = (file.length - 1) + "/" + file.length;
        if (from >= file.length) {
            answer(out, "416 Range Not Satisfiable", List.of("Content-Range: bytes */" + file.length), new byte[0]);
            return;
        }
        List<String> headers = List.of(
                "Content-Length: " + (file.length - from), "ETag: \"v1\"", "Content-Range: bytes " + from + "-" + end);
        String status = from == 0 ? "200 OK" : "206 Partial Content";
        byte[] body = Arrays.copyOfRange(file, from, Math.min(file.length, from + most));
        answer(out, status, from == 0 ? headers.subList(0, 2) : headers, body);
    }

    URI address(String path) {
        return URI.create("http://localhost:" + port() + path);
    }

    int port() {
        return socket.getLocalPort();
    }

    List<Request> requests() {
        return requests;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                start(() -> talk(connection));
            } catch (SocketException e) {
                return;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private void talk(Socket connection) {
        try (connection) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
            String line = in.readLine();
            if (line == null) {
                return;
            }
            Map<String, String> headers = new TreeMap<>();
            for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
                int colon = header.indexOf(':');
                headers.put(
                        header.substring(0, colon).toLowerCase(Locale.ROOT),
                        header.substring(colon + 1).strip());
            }
            Request request;
            synchronized (requests) {
                request = new Request(requests.size() + 1, line, headers);
                requests.add(request);
            }
            script.answer(request, connection.getOutputStream());
            connection.getOutputStream().flush();
            connection.shutdownOutput();
        } catch (IOException | InterruptedException ignored) {
            // The client hung up, which is its right.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
