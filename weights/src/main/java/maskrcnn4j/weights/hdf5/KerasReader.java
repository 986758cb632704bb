package maskrcnn4j.weights.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.storage.Opening;

/**
 * Opens Keras weight files ({@code .h5}). The structure is read and every tensor checked on opening; the values stay in the
 * file until they are asked for. Tensors get the names of {@link KerasNames}.
 */
public final class KerasReader {
    /** What such files are called. */
    public static final String FORMAT = "Keras HDF5";

    private KerasReader() {}

    /**
     * Opens a file; the caller closes it.
     *
     * @throws WeightException if it is damaged, cut off, or not Keras weights
     * @throws IOException if it cannot be read
     */
    public static WeightFile open(Path path) throws IOException {
        return Opening.of(path, "", channel -> open(path, channel));
    }

    private static WeightFile open(Path path, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size > Integer.MAX_VALUE) {
            throw new WeightException("larger than 2 GiB, the most that is read of an HDF5 file");
        }
        ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size).order(ByteOrder.LITTLE_ENDIAN);
        Hdf5Superblock superblock = Hdf5Superblock.read(bytes);
        Progress progress = new Progress();
        try (HdfFile file = HdfFile.fromByteBuffer(bytes.duplicate())) {
            return read(path, channel, file, superblock, bytes, progress);
        } catch (RuntimeException | StackOverflowError e) {
            throw new WeightException(Hdf5Fault.describe(e, progress.at), e);
        }
    }

    /** What was being read when jHDF failed. */
    private static final class Progress {
        private String at = "the root group";
    }

    private static WeightFile read(
            Path path,
            FileChannel channel,
            HdfFile file,
            Hdf5Superblock superblock,
            ByteBuffer bytes,
            Progress progress)
            throws WeightException {
        long size = bytes.limit();
        KerasLayout layout = KerasLayout.of(file, size);
        Map<String, String> metadata = layout.metadata();
        if ("theano".equals(metadata.get("backend"))) {
            throw new WeightException("written by the Theano backend of Keras, whose convolution kernels are flipped;"
                    + " load it in Keras with the TensorFlow backend and save it from there");
        }
        TensorGuard guard = new TensorGuard(file, superblock, size);
        Map<String, TensorGuard.Checked> tensors = new LinkedHashMap<>();
        for (String layer : layout.layers()) {
            progress.at = "the layer " + layer;
            for (KerasLayout.Weight weight : layout.weights(layer)) {
                progress.at = weight.path();
                if (tensors.putIfAbsent(weight.canonical(), check(guard, weight)) != null) {
                    throw new WeightException("damaged: two tensors are named " + weight.canonical());
                }
            }
        }
        return new KerasFile(path.toString(), channel, metadata, tensors, notices(superblock, size, bytes, tensors));
    }

    private static TensorGuard.Checked check(TensorGuard guard, KerasLayout.Weight weight) throws WeightException {
        try {
            return guard.check(weight.path(), weight.canonical(), weight.dataset());
        } catch (WeightException e) {
            throw new WeightException(weight.path() + ": " + e.getMessage(), e);
        } catch (HdfException e) {
            throw new WeightException(Hdf5Fault.describe(e, weight.path()), e);
        }
    }

    private static List<String> notices(
            Hdf5Superblock superblock, long size, ByteBuffer bytes, Map<String, TensorGuard.Checked> tensors) {
        List<String> notices = new ArrayList<>();
        if (superblock.end() < size) {
            notices.add((size - superblock.end()) + " bytes after the end of the HDF5 data are ignored");
        }
        notices.addAll(SuspiciousValues.in(bytes, tensors.values()));
        return notices;
    }
}
