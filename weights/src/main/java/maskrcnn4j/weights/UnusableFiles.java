package maskrcnn4j.weights;

import java.util.Locale;

/** Says what a file is that no reader takes: kinds that are met in place of weights, or that are not read yet. */
final class UnusableFiles {
    private static final int TAR_MAGIC = 257;

    private UnusableFiles() {}

    /** One line about a file, without its name. */
    static String describe(FileHead head) {
        if (head.isFolder()) {
            return "the folder holds no .pb files; give a weight file, or the folder of a Caffe2 model";
        }
        if (head.size() == 0) {
            return "the file is empty; fetch it again";
        }
        if (isGitLfsPointer(head)) {
            return "is a Git LFS pointer, not the file itself" + lfsSize(head) + "; fetch the file with git lfs pull";
        }
        if (head.isWebPage()) {
            return "is a web page saved under this name, not weights; the download went wrong, fetch it again";
        }
        if (head.text().startsWith("{") || head.text().startsWith("[")) {
            return "is JSON text (perhaps the error message of a server), not weights; fetch it again";
        }
        if (isPacked(head)) {
            return "is a packed file (zip, tar, gzip, bzip2, xz or zstd); unpack it first";
        }
        if (isAlmostHdf5(head)) {
            return head.has(4, '\n', 0x1a, '\n')
                    ? "is not an HDF5 file any more: its line ends were converted by a text-mode transfer; copy it as binary"
                    : "is not an HDF5 file, though its signature looks like a damaged one; fetch or copy it again";
        }
        return unknown(head);
    }

    private static boolean isGitLfsPointer(FileHead head) {
        return head.text().startsWith("version https://git-lfs.github.com/spec/");
    }

    private static String lfsSize(FileHead head) {
        return head.text()
                .lines()
                .filter(line -> line.matches("size \\d{1,15}"))
                .map(line -> String.format(Locale.ROOT, " (%,d bytes)", Long.parseLong(line.substring(5))))
                .findFirst()
                .orElse("");
    }

    /** HDF5's signature is made to show what was done to a file: 89 "HDF" CR LF 1a LF. */
    private static boolean isAlmostHdf5(FileHead head) {
        int[] signature = {0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
        int same = 0;
        for (int i = 0; i < Math.min(signature.length, head.length()); i++) {
            same += head.at(i) == signature[i] ? 1 : 0;
        }
        return same >= signature.length - 2 || head.has(0, 0x89, 'H', 'D', 'F');
    }

    private static boolean isPacked(FileHead head) {
        return head.has(0, 'P', 'K', 3, 4)
                || head.has(0, 0x1f, 0x8b)
                || head.has(0, 'B', 'Z', 'h')
                || head.has(0, 0xfd, '7', 'z', 'X', 'Z')
                || head.has(0, 0x28, 0xb5, 0x2f, 0xfd)
                || head.has(TAR_MAGIC, 'u', 's', 't', 'a', 'r');
    }

    private static String unknown(FileHead head) {
        StringBuilder start = new StringBuilder();
        for (int i = 0; i < Math.min(8, head.length()); i++) {
            start.append(String.format(Locale.ROOT, " %02x", head.at(i)));
        }
        return "is not a weight file of a kind that is read (safetensors, PyTorch .pth, pickle, Keras .h5, Caffe2 .pb):"
                + " it starts with the bytes"
                + start;
    }
}
