package maskrcnn4j.weights.caffe2;

import static maskrcnn4j.weights.caffe2.NetBytes.floats;
import static maskrcnn4j.weights.caffe2.NetBytes.integer;
import static maskrcnn4j.weights.caffe2.NetBytes.integers;
import static maskrcnn4j.weights.caffe2.NetBytes.net;
import static maskrcnn4j.weights.caffe2.NetBytes.number;
import static maskrcnn4j.weights.caffe2.NetBytes.operator;
import static maskrcnn4j.weights.caffe2.NetBytes.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import maskrcnn4j.weights.Shape;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.WeightFile;
import maskrcnn4j.weights.WeightFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Caffe2ReaderTest {
    private static final byte[] GRAPH = net(
            "toy",
            NetBytes.of(op -> op.text(1, "data")
                    .text(1, "w")
                    .text(2, "y")
                    .text(4, "Int8Conv")
                    .bytes(5, integer("kernel", 3))));

    @TempDir
    Path folder;

    @Test
    void quantizedValuesBecomeReal() throws IOException {
        write(
                "model_init.pb",
                net(
                        "init",
                        operator(
                                "Int8GivenTensorFill",
                                "w",
                                integers("shape", 2, 2),
                                string("values", new byte[] {0, 1, (byte) 128, -1}),
                                number("Y_scale", 0.5f),
                                integer("Y_zero_point", 128)),
                        operator(
                                "Int8GivenIntTensorFill",
                                "b",
                                integers("shape", 3),
                                integers("values", 0, -5, 1 << 30),
                                number("Y_scale", 0.25f),
                                integer("Y_zero_point", 0)),
                        operator("GivenTensorFill", "anchor", integers("shape", 1, 2), floats("values", -1.5f, 2))));
        write("model.pb", GRAPH);
        try (WeightFile weights = WeightFiles.open(folder)) {
            assertThat(weights.tensors().keySet()).containsExactly("w", "b", "anchor");
            assertThat(weights.floats("w")).containsExactly(-64, -63.5f, 0, 63.5f);
            assertThat(weights.floats("b")).containsExactly(0, -1.25f, 0x1p28f);
            assertThat(weights.floats("anchor")).containsExactly(-1.5f, 2);
            assertThat(weights.metadata()).containsEntry(Caffe2Reader.NET_NAME, "toy");
            assertThat(weights.format()).isEqualTo("Caffe2");
        }
    }

    @Test
    void channelsLastKernelsComeOutChannelsFirst() throws IOException {
        byte[] stored = new byte[2 * 1 * 2 * 3];
        for (int i = 0; i < stored.length; i++) {
            stored[i] = (byte) i;
        }
        write(
                "model_init.pb",
                net(
                        "init",
                        operator(
                                "Int8GivenTensorFill",
                                "w",
                                integers("shape", 2, 1, 2, 3),
                                string("values", stored),
                                number("Y_scale", 1),
                                integer("Y_zero_point", 0))));
        try (WeightFile weights = WeightFiles.open(folder.resolve("model_init.pb"))) {
            assertThat(weights.tensor("w").shape()).isEqualTo(Shape.of(2, 3, 1, 2));
            assertThat(weights.floats("w")).containsExactly(0, 3, 1, 4, 2, 5, 6, 9, 7, 10, 8, 11);
        }
    }

    @Test
    void packedListsAndUnknownFieldsAreUnderstood() throws IOException {
        byte[] packedShape =
                NetBytes.of(argument -> argument.text(1, "shape").bytes(6, NetBytes.of(list -> list.raw(2))));
        byte[] packedValues = NetBytes.of(argument -> argument.text(1, "values")
                .varint(99, 7)
                .fixed32(98, 1)
                .bytes(
                        5,
                        ByteBuffer.allocate(8)
                                .order(ByteOrder.LITTLE_ENDIAN)
                                .putFloat(1)
                                .putFloat(2)
                                .array()));
        write("init.pb", net("init", operator("GivenTensorFill", "a", packedShape, packedValues)));
        try (WeightFile weights = WeightFiles.open(folder)) {
            assertThat(weights.floats("a")).containsExactly(1, 2);
        }
    }

    @Test
    void operatorsOfANetworkAreListed() throws IOException {
        Caffe2Net net = Caffe2Reader.readNet(write("model.pb", GRAPH));
        assertThat(net.name()).isEqualTo("toy");
        assertThat(net.holdsWeights()).isFalse();
        Caffe2Operator conv = net.operators().get(0);
        assertThat(conv.type()).isEqualTo("Int8Conv");
        assertThat(conv.inputs()).containsExactly("data", "w");
        assertThat(conv.integer("kernel", 1)).isEqualTo(3);
        assertThat(conv.integer("pad", 1)).isEqualTo(1);
    }

    @Test
    void networkWithoutWeightsSaysWhatIsWanted() throws IOException {
        Path model = write("model.pb", GRAPH);
        assertThatThrownBy(() -> WeightFiles.open(model)).hasMessageContaining("a network without its weights");
        assertThatThrownBy(() -> WeightFiles.open(folder))
                .hasMessageContaining("no .pb file in this folder holds weights");
    }

    @Test
    void twoWeightFilesInAFolderAreAmbiguous() throws IOException {
        byte[] weights = net("i", operator("GivenTensorFill", "a", integers("shape", 1), floats("values", 1)));
        write("a_init.pb", weights);
        write("b_init.pb", weights);
        assertThatThrownBy(() -> WeightFiles.open(folder))
                .hasMessageContaining("more than one weights file (a_init.pb, b_init.pb)");
    }

    @Test
    void fillsThatContradictThemselvesAreRefused() throws IOException {
        refuse(
                "has the shape [3] but 1 values",
                operator("GivenTensorFill", "a", integers("shape", 3), floats("values", 1)));
        refuse(
                "more elements than can be counted",
                operator("GivenTensorFill", "a", integers("shape", 1L << 40, 1L << 40), floats("values", 1)));
        refuse("negative size", operator("GivenTensorFill", "a", integers("shape", -1), floats("values", 1)));
        refuse("has no argument values", operator("GivenTensorFill", "a", integers("shape", 1)));
        refuse(
                "has no argument Y_scale",
                operator("Int8GivenTensorFill", "a", integers("shape", 1), string("values", new byte[1])));
        refuse(
                "Y_zero_point is not a whole number",
                operator(
                        "Int8GivenTensorFill",
                        "a",
                        integers("shape", 1),
                        string("values", new byte[1]),
                        number("Y_scale", 1),
                        number("Y_zero_point", 1)));
        refuse("the operator XavierFill [] -> [a] is not supported", operator("XavierFill", "a", integers("shape", 1)));
        refuse(
                "the argument shape twice",
                operator("GivenTensorFill", "a", integers("shape", 1), integers("shape", 1), floats("values", 1)));
        byte[] fill = operator("GivenTensorFill", "a", integers("shape", 1), floats("values", 1));
        refuse("two tensors are named a", fill, fill);
        refuse(
                "a real number (field 2) has wire type 0",
                operator(
                        "GivenTensorFill",
                        "a",
                        NetBytes.of(argument -> argument.text(1, "x").varint(2, 1))));
    }

    @Test
    void aMillionEmptyOperatorsAreRefused() throws IOException {
        Path file = write("init.pb", NetBytes.of(net -> {
            net.text(1, "bomb").bytes(2, operator("GivenTensorFill", "a"));
            for (int i = 0; i < 1_000_000; i++) {
                net.bytes(2, new byte[0]);
            }
        }));
        assertThatThrownBy(() -> WeightFiles.open(file))
                .isInstanceOf(WeightException.class)
                .hasMessageContaining("more than 1000000 operators");
    }

    private void refuse(String said, byte[]... operators) throws IOException {
        Path file = write("bad_init.pb", net("init", operators));
        assertThatThrownBy(() -> WeightFiles.open(file))
                .isInstanceOf(WeightException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(said);
    }

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }
}
