package maskrcnn4j.weights.caffe2;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import maskrcnn4j.weights.NamedTensors;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.WeightFile;

/**
 * Opens Caffe2 models: a network ({@code model.pb}) and the network that fills its weights ({@code model_init.pb}),
 * usually in a folder of their own. Which is which is seen from the content.
 */
public final class Caffe2Reader {
    /** Largest file that is read; it is held in memory while its tensors are computed. */
    public static final int MAX_FILE_BYTES = 256 << 20;

    /** The name of the metadata entry that holds the network's name. */
    public static final String NET_NAME = "caffe2.net";

    private Caffe2Reader() {}

    /**
     * Reads one network definition.
     *
     * @throws WeightException if the file is not one, or larger than {@link #MAX_FILE_BYTES}
     * @throws IOException if it cannot be read
     */
    public static Caffe2Net readNet(Path path) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_FILE_BYTES + 1);
        }
        if (bytes.length > MAX_FILE_BYTES) {
            throw new WeightException(path + ": too large for a Caffe2 network, at most " + MAX_FILE_BYTES + " bytes");
        }
        try {
            return Caffe2NetParser.parse(ByteBuffer.wrap(bytes));
        } catch (WeightException e) {
            throw new WeightException(path + ": " + e.getMessage(), e);
        }
    }

    /**
     * Opens a model: a folder with the two {@code .pb} files, or the file of its weights.
     *
     * @throws WeightException if there are no sound weights
     * @throws IOException if reading fails
     */
    public static WeightFile open(Path path) throws IOException {
        return Files.isDirectory(path) ? openFolder(path) : openFile(path);
    }

    private static WeightFile openFile(Path path) throws IOException {
        Caffe2Net weights = readNet(path);
        if (!weights.holdsWeights()) {
            throw new WeightException(path + ": holds a network without its weights; give the folder that also holds"
                    + " the file of its weights (usually ..._init.pb)");
        }
        return file(path.toString(), Map.of(), weights, path);
    }

    private static WeightFile openFolder(Path folder) throws IOException {
        Optional<Path> weightsPath = Optional.empty();
        Optional<Caffe2Net> weights = Optional.empty();
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Path path : networks(folder)) {
            Caffe2Net net = readNet(path);
            if (!net.holdsWeights()) {
                if (metadata.put(NET_NAME, net.name()) != null) {
                    throw new WeightException(folder + ": holds more than one network; give the weights file itself");
                }
            } else if (weights.isPresent()) {
                throw new WeightException(folder + ": holds more than one weights file ("
                        + weightsPath.get().getFileName() + ", " + path.getFileName()
                        + "); give the one that is meant");
            } else {
                weights = Optional.of(net);
                weightsPath = Optional.of(path);
            }
        }
        if (weights.isEmpty()) {
            throw new WeightException(folder + ": no .pb file in this folder holds weights (usually ..._init.pb)");
        }
        return file(folder.toString(), metadata, weights.get(), weightsPath.get());
    }

    /** The folder's {@code .pb} files by name. */
    static List<Path> networks(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".pb"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }

    private static WeightFile file(String origin, Map<String, String> metadata, Caffe2Net weights, Path weightsPath)
            throws WeightException {
        try {
            NamedTensors tensors = Caffe2Weights.of(weights);
            return WeightFile.inMemory(origin, "Caffe2", metadata, tensors);
        } catch (WeightException e) {
            throw new WeightException(weightsPath + ": " + e.getMessage(), e);
        }
    }
}
