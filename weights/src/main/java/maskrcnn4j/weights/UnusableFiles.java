package maskrcnn4j.weights;

import java.util.Locale;

/** Says what a file is that no reader takes: kinds that are met in place of weights, or that are not read yet. */
final class UnusableFiles {
    private static final int TAR_MAGIC = 257;
    private static final int FIRST_USER_BLOCK = 512;

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
            return "is a Git LFS pointer, not the file itself; fetch the file with git lfs pull";
        }
        if (head.isWebPage()) {
            return "is a web page saved under this name, not weights; the download went wrong, fetch it again";
        }
        if (head.text().startsWith("{") || head.text().startsWith("[")) {
            return "is JSON text (perhaps the error message of a server), not weights; fetch it again";
        }
        if (isTorch(head)) {
            return "is a PyTorch file (.pth), which this version does not read";
        }
        if (isPacked(head)) {
            return "is a packed file (zip, tar, gzip, bzip2, xz or zstd); unpack it first";
        }
        if (isHdf5(head)) {
            return "is an HDF5 file (Keras .h5), which this version does not read";
        }
        if (head.has(0, 0x80) && head.length() > 1 && head.at(1) >= 2 && head.at(1) <= 5) {
            return "is a Python pickle (detectron2 .pkl), which this version does not read";
        }
        return unknown(head);
    }

    private static boolean isGitLfsPointer(FileHead head) {
        return head.text().startsWith("version https://git-lfs.github.com/spec/");
    }

    /** The signature stands at the start, or after a user block whose size is a power of two from 512 on. */
    private static boolean isHdf5(FileHead head) {
        int[] signature = {0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
        boolean found = head.has(0, signature);
        for (int at = FIRST_USER_BLOCK; at < head.length(); at *= 2) {
            found |= head.has(at, signature);
        }
        return found;
    }

    private static boolean isTorch(FileHead head) {
        boolean legacy = head.has(0, 0x80, 2, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46);
        return legacy || isZip(head) && head.text().contains("/data.pkl");
    }

    private static boolean isPacked(FileHead head) {
        return isZip(head)
                || head.has(0, 0x1f, 0x8b)
                || head.has(0, 'B', 'Z', 'h')
                || head.has(0, 0xfd, '7', 'z', 'X', 'Z')
                || head.has(0, 0x28, 0xb5, 0x2f, 0xfd)
                || head.has(TAR_MAGIC, 'u', 's', 't', 'a', 'r');
    }

    private static boolean isZip(FileHead head) {
        return head.has(0, 'P', 'K', 3, 4);
    }

    private static String unknown(FileHead head) {
        StringBuilder start = new StringBuilder();
        for (int i = 0; i < Math.min(8, head.length()); i++) {
            start.append(String.format(Locale.ROOT, " %02x", head.at(i)));
        }
        return "is not a weight file of a kind that is read (safetensors, Caffe2 .pb): it starts with the bytes"
                + start;
    }
}
