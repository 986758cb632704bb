package maskrcnn4j.dataset.coco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import maskrcnn4j.dataset.DatasetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "0.1",
                "123.45",
                "1e5",
                "1E-05",
                "-2.5e+3",
                "9007199254740993",
                "9007199254740992.5",
                "0.012345679104328156",
                "258.1499938964844",
                "123456789012345678901234567890",
                "4.9e-324",
                "2.2250738585072011e-308",
                "1.7976931348623157e308",
                "1e400",
                "0.1000000000000000055511151231257827021181583404541015625",
                "999999999999999999",
                "0.999999999999999999",
                "9.223372036854775807",
                "1e22",
                "1e23",
                "8.5e-22"
            })
    void readsTheNearestDouble(String number) throws IOException {
        assertThat(number(number)).isEqualTo(Double.parseDouble(number));
    }

    @Test
    void agreesWithTheJdkOnRandomNumbersOfEveryLength() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        StringBuilder text = new StringBuilder("[0");
        double[] expected = new double[20_001];
        for (int i = 1; i < expected.length; i++) {
            String number = randomNumber(random);
            text.append(',').append(number);
            expected[i] = Double.parseDouble(number);
        }
        try (FileChannel channel = open(text.append(']').toString())) {
            JsonScanner json = new JsonScanner(folder.resolve("x.json"), channel, 0, 1 << 22);
            json.take('[');
            for (double value : expected) {
                json.peek();
                assertThat(Double.doubleToRawLongBits(json.number())).isEqualTo(Double.doubleToRawLongBits(value));
                json.next(']');
            }
        }
    }

    private static String randomNumber(SplittableRandom random) {
        int digits = random.nextInt(1, 21);
        BigInteger mantissa = new BigInteger(64 + random.nextInt(8), new java.util.Random(random.nextLong()));
        String plain = mantissa.toString()
                .substring(0, Math.min(digits, mantissa.toString().length()));
        BigDecimal value = new BigDecimal(new BigInteger(plain), random.nextInt(-3, 26));
        String sign = random.nextBoolean() ? "-" : "";
        return switch (random.nextInt(4)) {
            case 0 -> sign + value.toPlainString();
            case 1 -> sign + Double.toString(value.doubleValue());
            case 2 -> sign + value.unscaledValue() + "e" + -value.scale();
            default -> String.format(Locale.ROOT, "%s%.3f", sign, random.nextDouble() * 640);
        };
    }

    @Test
    void readsNumbersThatAreNotFiniteAsPythonWritesThem() throws IOException {
        assertThat(number("NaN")).isNaN();
        assertThat(number("Infinity")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(number("-Infinity")).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01",
                "1.",
                ".5",
                "+1",
                "1e",
                "1e+",
                "--1",
                "-",
                "1.e5",
                "Nan",
                "tru",
                "nul",
                "'a'",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"a\nb\"",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{1:2}",
                "[}",
                "{]",
                "[1}",
                "{\"a\":[1}",
                "[[1]",
                ""
            })
    void refusesWhatIsNotJsonAndSaysWhere(String broken) throws IOException {
        try (FileChannel channel = open(broken + "\n")) {
            JsonScanner json = new JsonScanner(folder.resolve("x.json"), channel, 0, 1 << 10);
            assertThatThrownBy(() -> {
                        json.skip();
                        if (json.peek() != 0) {
                            throw json.fault(json.position, "expected the end");
                        }
                    })
                    .isInstanceOf(DatasetException.class)
                    .hasMessageContaining("x.json: line ")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void skipsWhatItIsGiven() throws IOException {
        String value = "{\"a\":[1,-2.5e3,{\"b\":null,\"c\":[]}],\"d\":{},\"e\\n\\u00e9\":\"x\\\\\\\"\",\"f\":true}";
        try (FileChannel channel = open(value + "#")) {
            JsonScanner json = new JsonScanner(folder.resolve("x.json"), channel, 0, 1 << 10);
            json.skip();
            assertThat(json.peek()).isEqualTo('#');
        }
    }

    @Test
    void refusesEndlessNesting() throws IOException {
        try (FileChannel channel = open("[".repeat(100_000))) {
            JsonScanner json = new JsonScanner(folder.resolve("x.json"), channel, 0, 1 << 20);
            assertThatThrownBy(json::skip).hasMessageContaining("nested deeper than 512");
        }
    }

    @Test
    void decodesEscapes() throws IOException {
        try (FileChannel channel = open("\"a\\\\b\\\"\\/\\u00e9\\ud83d\\ude00\\n\u00fc\"")) {
            JsonScanner json = new JsonScanner(folder.resolve("x.json"), channel, 0, 1 << 10);
            json.string();
            assertThat(json.text()).isEqualTo("a\\b\"/\u00e9\ud83d\ude00\n\u00fc");
        }
    }

    @Test
    void readsWholeNumbersOf64Bits() throws IOException {
        assertThat(integer("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(integer("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
        assertThat(integer("1099511627776")).isEqualTo(1L << 40);
        assertThat(integer("0")).isZero();
        assertThat(integer("7.0")).isEqualTo(7);
        assertThat(integer("1e3")).isEqualTo(1000);
        assertThatThrownBy(() -> integer("1.5")).hasMessageContaining("id must be a whole number");
        assertThatThrownBy(() -> integer("9223372036854775808")).hasMessageContaining("at most 64 bits");
        assertThatThrownBy(() -> integer("1e999")).hasMessageContaining("whole number");
    }

    private long integer(String text) throws IOException {
        try (FileChannel channel = open(text + ",")) {
            return new JsonScanner(folder.resolve("x.json"), channel, 0, 1 << 10).integer("id");
        }
    }

    private double number(String text) throws IOException {
        try (FileChannel channel = open(text + " ")) {
            return new JsonScanner(folder.resolve("x.json"), channel, 0, 1 << 10).number();
        }
    }

    private FileChannel open(String text) throws IOException {
        return FileChannel.open(Files.writeString(folder.resolve("x.json"), text));
    }
}
