package maskrcnn4j.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class LoadReportTest {
    private static final Map<String, Shape> EXPECTED = new LinkedHashMap<>();

    static {
        EXPECTED.put("trunk.weight", Shape.of(8, 3, 3, 3));
        EXPECTED.put("trunk.bias", Shape.of(8));
        EXPECTED.put("box.cls.weight", Shape.of(81, 16));
        EXPECTED.put("box.cls.bias", Shape.of(81));
    }

    private static LoadReport report() throws WeightException {
        NamedTensors file = NamedTensors.builder()
                .add("m.trunk.weight", Shape.of(8, 3, 3, 3), new float[216])
                .add("m.box.cls.weight", Shape.of(2, 16), new float[32])
                .add("m.box.cls.bias", Shape.of(81), new float[81])
                .add("optimizer.step", Shape.of(), new float[1])
                .build();
        return LoadReport.match("a.safetensors", EXPECTED, file.tensors(), name -> name.replaceFirst("^m\\.", ""));
    }

    @Test
    void everyTensorOfBothSidesIsAccountedFor() throws WeightException {
        LoadReport report = report();
        assertThat(report.loaded())
                .containsExactly(
                        new LoadReport.Loaded("trunk.weight", "m.trunk.weight", Shape.of(8, 3, 3, 3)),
                        new LoadReport.Loaded("box.cls.bias", "m.box.cls.bias", Shape.of(81)));
        assertThat(report.missing()).containsExactly(new LoadReport.Named("trunk.bias", Shape.of(8)));
        assertThat(report.mismatched())
                .containsExactly(new LoadReport.Mismatched(
                        "box.cls.weight", "m.box.cls.weight", Shape.of(81, 16), Shape.of(2, 16)));
        assertThat(report.unused()).containsExactly(new LoadReport.Named("optimizer.step", Shape.of()));
        assertThat(report.complete()).isFalse();
    }

    @Test
    void linesGiveNumbersAndNames() throws WeightException {
        assertThat(report().lines())
                .containsExactly(
                        "loaded        2 tensors, 297 values",
                        "missing       1 tensor, 8 values: trunk.bias",
                        "other shape   1 tensor, 1,296 values: box.cls.weight [2, 16] instead of [81, 16]",
                        "unused        1 tensor, 1 value: optimizer.step");
    }

    @Test
    void incompleteWeightsAreRefusedInOneLine() {
        assertThatThrownBy(() -> report().requireComplete())
                .isInstanceOf(WeightException.class)
                .hasMessage("a.safetensors: does not fit this model: 1 of 4 tensors are missing (trunk.bias),"
                        + " 1 have another shape (box.cls.weight [2, 16] instead of [81, 16])");
    }

    @Test
    void reinitializedTensorsAreNoLongerMissed() throws WeightException {
        LoadReport report = report().reinitialize(name -> name.startsWith("box.cls"), "2 classes instead of 81")
                .reinitialize("trunk.bias"::equals, "asked for");
        report.requireComplete();
        assertThat(report.loaded()).extracting(LoadReport.Loaded::name).containsExactly("trunk.weight");
        assertThat(report.lines())
                .contains(
                        "fresh values  2 tensors, 1,377 values: box.cls.bias, box.cls.weight (2 classes instead of 81)",
                        "fresh values  1 tensor, 8 values: trunk.bias (asked for)");
    }

    @Test
    void twoTensorsForOnePlaceAreRefused() {
        NamedTensors file = NamedTensors.builder()
                .add("a", Shape.of(8), new float[8])
                .add("A", Shape.of(8), new float[8])
                .build();
        assertThatThrownBy(() -> LoadReport.match("f", EXPECTED, file.tensors(), name -> "trunk.bias"))
                .hasMessage("f: the tensors a and A are both meant for trunk.bias");
    }

    @Test
    void jsonHasAllListsAndTheVerdict() throws WeightException {
        assertThat(new JsonMapper().writeValueAsString(report()))
                .contains(
                        "\"complete\":false",
                        "\"origin\":\"a.safetensors\"",
                        "{\"name\":\"trunk.weight\",\"source\":\"m.trunk.weight\",\"shape\":[8,3,3,3]}",
                        "\"reinitialized\":[]");
    }
}
