package maskrcnn4j.mask;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The literal results of pycocotools 2.0.11 for boxes. */
class BoxIouTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            .1 .2 .3 .4                | .15 .25 .3 .4               | .573770491803279
            258.15 41.29 348.26 243.78 | 250 40 350.5 240.1          | .9365310525239993
            620.46 347.95 .56 157.47   | 620.46 347.95 .56 157.47    | .9999999999998044
            619.52 121.54 .69 166.1    | 619.52 121.54 .69 166.1     | 1.0000000000001583
            1000.1 0 1e-6 1e-6         | 1000.1 0 1e-6 1e-6          | .9999999949504853
            0 0 10 10                  | 10 0 10 10                  | 0
            10 10 -5 -5                | 10 10 -5 -5                 | 0
            3 3 0 0                    | 3 3 0 0                     | 0
            NaN 0 10 10                | 0 0 10 10                   | 1
            0 0 NaN 10                 | 0 0 10 10                   | NaN
            0 0 18 10                  | 0 0 20 10                   | .9
            """)
    void is_pycocotools_number_to_the_last_bit(String dt, String gt, Double expected) {
        assertThat(BoxIou.xywh(PolygonRasterizerTest.numbers(dt), 0, PolygonRasterizerTest.numbers(gt), 0, false))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource("45 45 20 20, 0 0 50 50, .0625")
    void crowd_divides_by_the_detection(String dt, String gt, Double expected) {
        assertThat(BoxIou.xywh(PolygonRasterizerTest.numbers(dt), 0, PolygonRasterizerTest.numbers(gt), 0, true))
                .isEqualTo(expected);
    }
}
