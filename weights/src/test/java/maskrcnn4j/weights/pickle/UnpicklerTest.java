package maskrcnn4j.weights.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import maskrcnn4j.weights.WeightException;
import maskrcnn4j.weights.storage.HeapStorage;
import maskrcnn4j.weights.storage.Storage;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnpicklerTest {

    private static Object read(byte[] pickle) throws IOException {
        return Unpickler.read(new HeapStorage(pickle), 0).value();
    }

    private static Object ascii(String program) throws IOException {
        return read(program.translateEscapes().getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            N.                      | NONE
            I01\\n.                 | true
            I00\\n.                 | false
            I-12\\n.                | -12
            L12L\\n.                | 12
            F1.5\\n.                | 1.5
            K\\7.                   | 7
            M\\1\\2.                | 513
            J\\377\\377\\377\\377.  | -1
            G?\\370\\0\\0\\0\\0\\0\\0. | 1.5
            Va\\\\u00e9\\n.         | a\u00e9
            X\\2\\0\\0\\0ab.        | ab
            K\\1K\\2\\60.           | 1
            K\\1(K\\2K\\3\\61.      | 1
            K\\1q\\0\\60h\\0.       | 1
            K\\1p5\\n\\60g5\\n.     | 1
            K\\1r\\1\\0\\0\\0\\60j\\1\\0\\0\\0. | 1
            """)
    void simpleValues(String program, String value) throws IOException {
        assertThat(ascii(program)).hasToString(value);
    }

    @Test
    void longNumbersOfEveryLength() throws IOException {
        assertThat(read(Program.protocol(2).raw(0x8a, 0).end())).isEqualTo(0L);
        assertThat(read(Program.protocol(2).raw(0x8a, 1, 0xff).end())).isEqualTo(-1L);
        assertThat(read(Program.protocol(2).raw(0x8a, 2, 0xff, 0).end())).isEqualTo(255L);
        assertThat(read(Program.protocol(2).raw(0x8b).u32(9).i64(0).raw(1).end()))
                .isEqualTo(BigInteger.ONE.shiftLeft(64));
    }

    @Test
    void byteStringsAreBytesAndAlsoTextOfPython2() throws IOException {
        for (Program program : List.of(
                Program.protocol(2).raw('U', 2, 'h', 0xe9),
                Program.protocol(2).raw('T').u32(2).raw('h', 0xe9),
                Program.protocol(3).raw('C', 2, 'h', 0xe9),
                Program.protocol(3).raw('B').u32(2).raw('h', 0xe9),
                Program.protocol(4).raw(0x8e).i64(2).raw('h', 0xe9),
                Program.protocol(5).raw(0x96).i64(2).raw('h', 0xe9),
                Program.protocol(0).ascii("S'h\\xe9'\n"))) {
            Object value = read(program.end());
            assertThat(PickleBytes.textOf(value)).contains("h\u00e9");
            assertThat(bytes(PickleBytes.bytesOf(value).orElseThrow(), 0, 2)).containsExactly('h', 0xe9);
        }
    }

    @Test
    void bytesWrittenAsTextAreDecodedAtAnyPlace() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 200_000; i++) {
            text.append((char) (i * 7 & 0xff));
        }
        Storage stored = PickleBytes.bytesOf(
                        read(Program.protocol(2).text(text.toString()).end()))
                .orElseThrow();
        assertThat(stored.size()).isEqualTo(200_000);
        for (int at : new int[] {0, 1, 65_535, 65_536, 100_001, 199_990}) {
            byte[] found = bytes(stored, at, 10);
            for (int i = 0; i < 10; i++) {
                assertThat(found[i]).isEqualTo((byte) ((at + i) * 7));
            }
        }
    }

    @Test
    void textThatStandsForNoBytesIsRefusedWhenRead() throws IOException {
        Storage stored = PickleBytes.bytesOf(
                        read(Program.protocol(2).text("\u20ac".repeat(40_000)).end()))
                .orElseThrow();
        assertThatThrownBy(() -> bytes(stored, 100, 10))
                .isInstanceOf(WeightException.class)
                .hasMessageContaining("holds something else");
    }

    @Test
    void containersAndObjectsAreRecords() throws IOException {
        PickleTuple tuple = (PickleTuple) ascii("(K\\1K\\2t.");
        assertThat(tuple.items()).containsExactly(1L, 2L);
        PickleList list = (PickleList) ascii("](K\\1K\\2eK\\3a.");
        assertThat(list.items()).containsExactly(1L, 2L, 3L);
        PickleDict dict = (PickleDict) ascii("}(U\\1aK\\1u(K\\2K\\3\\60\\60\\61U\\1bK\\2s.");
        assertThat(dict.get("a")).contains(1L);
        assertThat(dict.get("b")).contains(2L);
        PickleObject made = (PickleObject) ascii("ccollections\\nOrderedDict\\n)R(U\\1aK\\1u}(U\\1bK\\2ub.");
        assertThat(made.isMadeBy("collections", "OrderedDict")).isTrue();
        assertThat(made.entries().get("a")).contains(1L);
        assertThat(((PickleDict) made.state()).get("b")).contains(2L);
        PickleObject old = (PickleObject) ascii("(iany.module\\nThing\\n.");
        assertThat(old.maker()).isEqualTo(new PickleGlobal("any.module", "Thing"));
        assertThat(((PickleObject) ascii("(cm\\nT\\nK\\1o.")).arguments().items())
                .containsExactly(1L);
        assertThat(((PickleReference) ascii("U\\1aQ.")).id())
                .matches(id -> PickleBytes.textOf(id).equals(java.util.Optional.of("a")));
    }

    @Test
    void protocol4NamesGlobalsByTheStackAndKeepsThemInOrder() throws IOException {
        byte[] pickle = Program.protocol(4)
                .raw(0x95)
                .i64(1)
                .raw(0x8c, 1, 'm', 0x94, 0x8c, 1, 'T', 0x94, 0x93, 0x94, '0', 'h', 2)
                .end();
        assertThat(read(pickle)).isEqualTo(new PickleGlobal("m", "T"));
    }

    @Test
    void whereAPickleEndsAnotherMayBegin() throws IOException {
        Storage two = new HeapStorage("K\1.K\2.".getBytes(StandardCharsets.ISO_8859_1));
        Unpickler.Result first = Unpickler.read(two, 0);
        assertThat(first.value()).isEqualTo(1L);
        assertThat(Unpickler.read(two, first.end()).value()).isEqualTo(2L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cos\\nsystem\\n(S'echo'\\ntR.",
                "cposix\\nsystem\\n.",
                "c__builtin__\\neval\\n.",
                "cbuiltins\\nexec\\n.",
                "(S'x'\\nios\\nsystem\\n.",
                "csubprocess\\nPopen\\n.",
                "cos.path\\njoin\\n.",
                "U\\2osU\\6system\\223."
            })
    void whoAsksForCodeIsRefusedByName(String program) {
        assertThatThrownBy(() -> ascii(program))
                .isInstanceOf(WeightException.class)
                .hasMessageStartingWith("refused: its pickle asks Python to use ")
                .hasMessageContaining("nothing was executed")
                .message()
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                          | goes on where the data end
            K                           | goes on where the data end
            .                           | a value is missing
            K\\1q\\0\\60.               | a value is missing
            K\\1(.                      | a value is missing
            h\\0.                       | recalls value 0
            K\\1p-5\\n\\60g-4\\n.       | recalls value -4
            t.                          | a group that was never begun
            K\\1K\\2\\207.              | a value is missing
            }(K\\1u.                    | a key without a value
            K\\1(K\\1e.                 | what is no list
            K\\1(K\\1K\\1u.             | what is no dictionary
            cm\\nT\\nK\\1R.             | no tuple
            (o.                         | an object without a class
            K\\1K\\2\\223.              | the name of a class is no text
            \\377.                      | unknown instruction 0xff
            \\202\\1.                   | extension registry
            \\227.                      | buffers outside
            \\200\\6.                   | protocol 6
            X\\377\\377\\377\\377a.     | goes on where the data end
            T\\377\\377\\377\\377a.     | goes on where the data end
            \\215\\377\\377\\377\\377\\377\\377\\377\\177a. | goes on where the data end
            \\216\\377\\377\\377\\377\\377\\377\\377\\377a. | goes on where the data end
            \\213\\377\\377\\377\\177a. | goes on where the data end
            Inope\\n.                   | for a number
            Snope\\n.                   | without quotes
            S'\\\\x'\\n.                | a character that is none
            """)
    void damageIsNamed(String program, String said) {
        assertThatThrownBy(() -> ascii(program))
                .isInstanceOf(WeightException.class)
                .hasMessageContaining(said)
                .message()
                .hasLineCount(1);
    }

    @Test
    void depthCyclesAndBombsTakeNeitherStackNorMemoryNorTime() {
        byte[] deep = Program.protocol(2)
                .times(100_000, p -> p.raw(']'))
                .times(99_999, p -> p.raw('a'))
                .end();
        byte[] cycle = Program.protocol(2).raw(']', 'q', 0, 'h', 0, 'a').end();
        byte[] bomb = Program.protocol(2)
                .raw(']', 'q', 0)
                .times(200, p -> p.raw('h', 0, 'h', 0, 0x86, 'q', 0))
                .end();
        byte[] marks = Program.protocol(2).times(100_000, p -> p.raw('(')).end();
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            assertThat(read(deep)).isInstanceOf(PickleList.class);
            assertThat(read(cycle)).isInstanceOf(PickleList.class);
            assertThat(read(bomb)).isInstanceOf(PickleTuple.class);
            assertThatThrownBy(() -> read(marks)).isInstanceOf(WeightException.class);
        });
    }

    @Test
    void aFileFullOfValuesIsRefusedBeforeTheMemoryIs() {
        byte[] values = Program.protocol(2).times(4_500_000, p -> p.raw(']')).end();
        assertThatThrownBy(() -> read(values)).hasMessageContaining("more than 4000000 values");
        byte[] kept =
                Program.protocol(4).raw('N').times(4_500_000, p -> p.raw(0x94)).end();
        assertThatThrownBy(() -> read(kept)).hasMessageContaining("more than 4000000 values");
    }

    private static byte[] bytes(Storage stored, long start, int count) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(count);
        stored.read(start, target);
        return target.array();
    }
}
