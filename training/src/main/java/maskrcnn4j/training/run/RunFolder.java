package maskrcnn4j.training.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.Engine;

/**
 * The folder of a run: {@code config.yaml} (what it was told), {@code provenance.yaml} (data, versions, machine),
 * {@code metrics.csv} and the same for {@code tensorboard}, {@code report.html} (its page), {@code MODEL_CARD.md} with
 * {@code class-scores.json} (scores of each class in the best evaluation), {@code curves} and {@code samples} (pictures),
 * {@code checkpoints}, and {@code .lock} (one training at a time writes here). {@code preview} and {@code failed-batch} are
 * only there after a preview and after a loss that was no number.
 */
public final class RunFolder implements AutoCloseable {
    private static final String CHECKPOINTS = "checkpoints";

    private final Path folder;
    private final FolderLock lock;
    private final Checkpoints checkpoints;
    private final MetricsCsv metrics;
    private final TensorBoardEvents events;

    /**
     * Makes a folder, or opens that of an earlier run.
     *
     * @throws IOException if nothing can be written there, or another run writes there; one line
     */
    public RunFolder(Path folder) throws IOException {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException unwritable) {
            throw said(folder, unwritable);
        }
        if (!Files.isWritable(folder)) {
            throw new IOException(
                    folder + ": nothing can be written there; make it writable, or choose another folder with --out");
        }
        checkpoints = new Checkpoints(folder.resolve(CHECKPOINTS));
        metrics = new MetricsCsv(folder.resolve("metrics.csv"));
        lock = lock(folder);
        try {
            events = new TensorBoardEvents(folder.resolve("tensorboard"), System.currentTimeMillis() / 1000);
        } catch (IOException full) {
            lock.close();
            throw said(folder, full);
        }
    }

    private static FolderLock lock(Path folder) throws IOException {
        Optional<FolderLock> taken;
        try {
            taken = FolderLock.take(folder);
        } catch (IOException full) {
            throw said(folder, full);
        }
        return taken.orElseThrow(() -> new IOException(
                folder + ": another training writes into this folder; wait for its end, or choose another with --out"));
    }

    /** The folder. */
    public Path path() {
        return folder;
    }

    /** What the run was told; may not be there yet. */
    public Path config() {
        return config(folder);
    }

    /** What the run in a folder was told. */
    public static Path config(Path folder) {
        return folder.resolve("config.yaml");
    }

    /** Notes what the run depends on besides its configuration: data, version, machine, Java. */
    public void writeProvenance(String data, String version, Device device) throws IOException {
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("version", version);
        provenance.put("begun", Instant.now().toString());
        provenance.put("java", Runtime.version().toString());
        provenance.put("machine", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        provenance.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        provenance.put("device", device.toString());
        provenance.put("threads", Integer.toString(Engine.threads()));
        Path source = Path.of(data);
        if (Files.isRegularFile(source)) {
            provenance.put("dataSha256", Checkpoints.sha256(source));
        }
        Yaml.write(folder.resolve("provenance.yaml"), provenance, "what the run depends on");
    }

    /** Its checkpoints. */
    public Checkpoints checkpoints() {
        return checkpoints;
    }

    /** Its measurements. */
    public MetricsCsv metrics() {
        return metrics;
    }

    /**
     * Forgets what was measured after a step: these steps are taken again.
     *
     * @param step the last that was taken; 0 where the run begins
     */
    public void goOnAfter(long step) throws IOException {
        try {
            metrics.forgetAfter(step);
            events.restart(step + 1, System.currentTimeMillis() / 1000.0);
        } catch (IOException full) {
            throw said(folder, full);
        }
    }

    /** Notes numbers of a step, for people and for TensorBoard. */
    public void log(long step, double epoch, Map<String, Double> values) throws IOException {
        try {
            metrics.append(step, epoch, values);
            events.append(step, System.currentTimeMillis() / 1000.0, values);
        } catch (IOException full) {
            throw said(folder, full);
        }
    }

    /** A failure of the disk as one line that names the folder. */
    public static IOException said(Path folder, IOException failure) {
        String reason = failure instanceof AccessDeniedException
                ? "access denied"
                : failure instanceof FileSystemException system && system.getReason() != null
                        ? system.getReason()
                        : String.valueOf(failure.getMessage());
        String remedy = reason.contains("space") || reason.contains("quota") ? "make room" : "make it writable";
        String rest = new Checkpoints(folder.resolve(CHECKPOINTS)).any()
                ? "the last checkpoint is whole: " + remedy + ", then go on with --resume " + folder
                : "there is no checkpoint yet: " + remedy + ", or choose another folder with --out";
        return new IOException(folder + ": cannot be written (" + reason + "); " + rest, failure);
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            events.close();
        }
    }
}
