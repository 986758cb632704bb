package maskrcnn4j.weights.caffe2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import maskrcnn4j.weights.FileHead;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFormat;

/** Recognises a NetDef message by its first fields, and a folder by the {@code .pb} files in it. */
public final class Caffe2Format implements WeightFormat {

    @Override
    public boolean recognises(FileHead head) throws IOException {
        return head.isFolder() ? !Caffe2Reader.networks(head.path()).isEmpty() : startsLikeNet(head.bytes());
    }

    @Override
    public WeightFile open(Path path) throws IOException {
        return Caffe2Reader.open(path);
    }

    /** A printable name, if any, and then an operator whose first field is one that operators have. */
    private static boolean startsLikeNet(ByteBuffer bytes) {
        WireReader net = new WireReader(bytes);
        try {
            while (net.next()) {
                net.expect(WireReader.LENGTH_DELIMITED, "the first field");
                if (net.field() != 1) {
                    return net.field() == 2 && startsLikeOperator(net);
                }
                if (!net.text().chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
                    return false;
                }
            }
        } catch (WeightException e) {
            return false;
        }
        return false;
    }

    /** The operator may reach beyond the bytes that are known, so only its start is looked at. */
    private static boolean startsLikeOperator(WireReader net) throws WeightException {
        net.varint();
        if (!net.next()) {
            return false;
        }
        return net.wireType() == WireReader.LENGTH_DELIMITED && net.field() <= 5;
    }
}
