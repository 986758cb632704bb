package maskrcnn4j.training.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import maskrcnn4j.weights.TensorSource;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFiles;
import maskrcnn4j.weights.safetensors.SafetensorsWriter;

/**
 * The checkpoints of a run: {@code model-STEP.safetensors}, which any command reads, beside {@code state-STEP.safetensors},
 * which only going on needs. {@code checkpoint-STEP.sha256} has the checksums of the two; it is written when both are on the
 * disk, so that what it names is whole. The last two are kept: should the newest be damaged, the one before serves.
 */
public final class Checkpoints {
    private static final int KEPT = 2;
    private static final Pattern FILE = Pattern.compile("(?:checkpoint|model|state)-(\\d+)\\.(?:sha256|safetensors)");
    private static final Pattern LEFT_BEHIND = Pattern.compile("\\.(?:checkpoint|model|state|candidate)[-.].*\\.tmp");

    private final Path folder;

    /** The checkpoints in a folder. */
    public Checkpoints(Path folder) {
        this.folder = folder;
    }

    /** The best model so far. */
    public Path best() {
        return folder.resolve("best.safetensors");
    }

    /** Whether there is a checkpoint to go on from. */
    public boolean any() {
        try {
            return !steps().isEmpty();
        } catch (IOException unreadable) {
            return false;
        }
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
        Path modelFile = model(state.step());
        Path stateFile = folder.resolve("state-%08d.safetensors".formatted(state.step()));
        SafetensorsWriter.write(modelFile, model, modelMetadata);
        SafetensorsWriter.write(stateFile, tensors, state.toMetadata());
        String sums = sha256(modelFile) + "  " + modelFile.getFileName() + "\n" + sha256(stateFile) + "  "
                + stateFile.getFileName() + "\n";
        DurableFile.write(sums(state.step()), out -> out.write(sums.getBytes(StandardCharsets.UTF_8)));
        removeOthers(state.step());
    }

    private Path model(long step) {
        return folder.resolve("model-%08d.safetensors".formatted(step));
    }

    private Path sums(long step) {
        return folder.resolve("checkpoint-%08d.sha256".formatted(step));
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

    /**
     * Removes what is older than the last two, what a run left that was killed while it wrote, and what lies in the future of
     * this step: a run that went on from an older checkpoint has another future.
     */
    private void removeOthers(long now) throws IOException {
        List<Long> kept =
                steps().stream().filter(step -> step <= now).limit(KEPT).toList();
        List<Path> old = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                Matcher ours = FILE.matcher(name);
                if (ours.matches()
                        ? !kept.contains(step(ours))
                        : LEFT_BEHIND.matcher(name).matches()) {
                    old.add(file);
                }
            }
        }
        old.sort(Comparator.comparing(file -> !file.toString().endsWith(".sha256"))); // which names the others
        for (Path file : old) {
            Files.deleteIfExists(file);
        }
    }

    /** The steps of all checkpoints, the newest first. */
    private List<Long> steps() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> FILE.matcher(file.getFileName().toString()))
                    .filter(ours -> ours.matches() && ours.group().endsWith(".sha256"))
                    .map(Checkpoints::step)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private static long step(Matcher name) {
        return name.group(1).length() > 18 ? Long.MAX_VALUE : Long.parseLong(name.group(1));
    }

    /** The model of the last checkpoint; empty if there is none. */
    public Optional<Path> lastModel() throws IOException {
        return steps().stream().findFirst().map(this::model);
    }

    /**
     * Opens the last checkpoint that is whole.
     *
     * @param damaged is told of each newer one that is not, in a sentence that names its file
     * @throws IOException if there is none; one line
     */
    public Saved open(Consumer<String> damaged) throws IOException {
        List<Long> steps = steps();
        for (int i = 0; i < steps.size(); i++) {
            try {
                return open(steps.get(i));
            } catch (IOException broken) {
                if (i + 1 == steps.size()) {
                    throw new IOException(broken.getMessage() + "; restore it from a copy, or begin a new run", broken);
                }
                damaged.accept(broken.getMessage() + "; the checkpoint before is taken instead");
            }
        }
        throw new IOException(folder + ": holds no checkpoint, so there is nothing to go on from; begin a new run");
    }

    private Saved open(long step) throws IOException {
        Path names = sums(step);
        List<String[]> sums = Files.readAllLines(names, StandardCharsets.ISO_8859_1).stream()
                .map(line -> line.split(" {2}", 2))
                .toList();
        if (sums.size() != 2
                || sums.stream()
                        .anyMatch(
                                sum -> sum.length != 2 || !FILE.matcher(sum[1]).matches())) {
            throw new IOException(names + ": is damaged: it does not name a checkpoint's two files");
        }
        for (String[] sum : sums) {
            Path file = folder.resolve(sum[1]);
            if (!Files.isRegularFile(file)) {
                throw new IOException(file + ": is missing, though it stands in " + names.getFileName());
            }
            if (!sha256(file).equals(sum[0])) {
                throw new IOException(
                        file + ": is damaged: its checksum differs from the one in " + names.getFileName());
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
