package maskrcnn4j.training.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import maskrcnn4j.weights.TensorSource;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFiles;
import maskrcnn4j.weights.safetensors.SafetensorsWriter;

/**
 * The checkpoints of a run: {@code model-STEP.safetensors}, which any command reads, beside {@code state-STEP.safetensors},
 * which only going on needs. {@code last.sha256} names the two that belong together, with their checksums; it is replaced
 * when both are on the disk, so that there is always a whole checkpoint. The one before is then deleted.
 */
public final class Checkpoints {
    private static final String LAST = "last.sha256";
    private static final String BEST = "best.safetensors";

    private final Path folder;

    /** The checkpoints in a folder. */
    public Checkpoints(Path folder) {
        this.folder = folder;
    }

    /** The best model so far. */
    public Path best() {
        return folder.resolve(BEST);
    }

    /** Whether there is a checkpoint to go on from. */
    public boolean any() {
        return Files.exists(folder.resolve(LAST));
    }

    /**
     * A checkpoint that is whole.
     *
     * @param model the model's file
     * @param tensors the state, open; close it
     * @param state how far the run had come
     */
    public record Saved(Path model, WeightFile tensors, RunState state) {}

    /** Writes a checkpoint. */
    public void save(TensorSource model, Map<String, String> modelMetadata, TensorSource tensors, RunState state)
            throws IOException {
        Files.createDirectories(folder);
        String suffix = "-%08d.safetensors".formatted(state.step());
        Path modelFile = folder.resolve("model" + suffix);
        Path stateFile = folder.resolve("state" + suffix);
        SafetensorsWriter.write(modelFile, model, modelMetadata);
        SafetensorsWriter.write(stateFile, tensors, state.toMetadata());
        String sums = sha256(modelFile) + "  " + modelFile.getFileName() + "\n" + sha256(stateFile) + "  "
                + stateFile.getFileName() + "\n";
        DurableFile.write(folder.resolve(LAST), out -> out.write(sums.getBytes(StandardCharsets.UTF_8)));
        removeOthers(List.of(modelFile, stateFile));
    }

    /** A model that is being judged. */
    public Path candidate() {
        return folder.resolve("candidate.safetensors");
    }

    /** Writes a model that is to be judged. */
    public void saveCandidate(TensorSource model, Map<String, String> metadata) throws IOException {
        Files.createDirectories(folder);
        SafetensorsWriter.write(candidate(), model, metadata);
    }

    /** Makes the judged model the best one. */
    public void promoteCandidate() throws IOException {
        DurableFile.rename(candidate(), best());
    }

    private void removeOthers(List<Path> kept) throws IOException {
        List<Path> old = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().matches("(model|state)-\\d+\\.safetensors"))
                    .filter(file -> !kept.contains(file))
                    .forEach(old::add);
        }
        for (Path file : old) {
            Files.deleteIfExists(file);
        }
    }

    /** The model of the last checkpoint; empty if there is none. */
    public Optional<Path> lastModel() throws IOException {
        return any() ? Optional.of(folder.resolve(lines().get(0)[1])) : Optional.empty();
    }

    /**
     * Opens the last checkpoint.
     *
     * @throws IOException if there is none, or it was changed since; one line that names the file
     */
    public Saved open() throws IOException {
        if (!any()) {
            throw new IOException(folder + ": holds no checkpoint (" + LAST
                    + " is missing), so there is nothing to go on" + " from; begin a new run");
        }
        List<String[]> sums = lines();
        for (String[] sum : sums) {
            Path file = folder.resolve(sum[1]);
            if (!Files.isRegularFile(file) || !sha256(file).equals(sum[0])) {
                throw new IOException(file + ": is "
                        + (Files.exists(file)
                                ? "damaged: its checksum differs from the one"
                                : "missing, though it stands")
                        + " in " + LAST + "; restore it from a copy, or begin a new run");
            }
        }
        WeightFile tensors = WeightFiles.open(folder.resolve(sums.get(1)[1]));
        try {
            RunState state = RunState.fromMetadata(tensors.metadata());
            return new Saved(folder.resolve(sums.get(0)[1]), tensors, state);
        } catch (IllegalArgumentException broken) {
            tensors.close();
            throw new IOException(folder.resolve(sums.get(1)[1]) + ": " + broken.getMessage(), broken);
        }
    }

    private List<String[]> lines() throws IOException {
        Path last = folder.resolve(LAST);
        List<String[]> sums = Files.readAllLines(last, StandardCharsets.UTF_8).stream()
                .map(line -> line.split(" {2}", 2))
                .toList();
        if (sums.size() != 2 || sums.stream().anyMatch(sum -> sum.length != 2 || sum[1].contains("/"))) {
            throw new IOException(last + ": does not name a checkpoint's two files; begin a new run");
        }
        return sums;
    }

    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read; (read = in.read(buffer)) > 0; ) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
