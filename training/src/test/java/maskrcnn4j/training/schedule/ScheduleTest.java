package maskrcnn4j.training.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Predicate;
import maskrcnn4j.spec.Presets;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void aListOfStagesIsReadAsItIsWritten() {
        List<TrainingStage> stages = TrainingStage.parse("heads:20@0.001,all:0.5@1e-4,box\\.fc[1,2].*:1@0.1");

        assertThat(stages)
                .containsExactly(
                        new TrainingStage("heads", 20, 0.001),
                        new TrainingStage("all", 0.5, 0.0001),
                        new TrainingStage("box\\.fc[1,2].*", 1, 0.1));
        assertThat(stages.get(1).steps(10)).isEqualTo(5);
    }

    @Test
    void stagesThatTrainNothingSayWhy() {
        assertThatThrownBy(() -> TrainingStage.parse("heads:0@0.1"))
                .hasMessageContaining("0.0 epochs train nothing")
                .hasMessageContaining("in Matterport's train() they are a total");
        assertThatThrownBy(() -> TrainingStage.parse("heads:1@0")).hasMessageContaining("rate of 0.0 trains nothing");
        assertThatThrownBy(() -> TrainingStage.parse("heads:1@1e9")).hasMessageContaining("1.0E9 is too large");
        assertThatThrownBy(() -> TrainingStage.parse("heads")).hasMessageContaining("expected LAYERS:EPOCHS@RATE");
        assertThatThrownBy(() -> TrainingStage.parse("heads:x@1")).hasMessageContaining("epochs 'x' is no number");
        assertThatThrownBy(() -> TrainingStage.parse("(:1@1")).hasMessageContaining("nor a regular expression");
    }

    @Test
    void groupsFollowTheStridesOfATrunk() {
        LayerGroups resnet =
                LayerGroups.of(Presets.named("torchvision-v1").spec().backbone());
        assertThat(resnet.stage("backbone.stem.weight")).isEqualTo(1);
        assertThat(resnet.stage("backbone.stage1.0.conv1.weight")).isEqualTo(2);
        assertThat(resnet.stage("backbone.stage4.2.conv3.weight")).isEqualTo(5);
        assertThat(resnet.select("heads").test("fpn.lateral2.weight")).isTrue();
        assertThat(resnet.select("heads").test("backbone.stage4.0.conv1.weight"))
                .isFalse();
        assertThat(resnet.select("4+").test("backbone.stage3.0.conv1.weight")).isTrue();
        assertThat(resnet.select("4+").test("backbone.stage2.0.conv1.weight")).isFalse();
        LayerGroups mobile = LayerGroups.of(Presets.named("mask2go").spec().backbone());
        assertThat(mobile.stage("backbone.block1.expand.weight")).isEqualTo(2);
        assertThat(mobile.stage("backbone.block12.project.weight")).isEqualTo(4);
        assertThat(mobile.stage("rpn.block0.expand.weight")).isEqualTo(6);
    }

    @Test
    void patternsMatchWholeNamesOfMatterportsLayersToo() {
        LayerGroups resnet =
                LayerGroups.of(Presets.named("matterport-r101").spec().backbone());
        Predicate<String> some = resnet.select("(res5.*)|(bn5.*)|(mrcnn_.*)|rpn_conv_shared");

        assertThat(List.of(
                        "backbone.stage4.1.conv2.weight",
                        "backbone.stage4.1.conv2.norm.weight",
                        "box.cls.weight",
                        "box.fc1.norm.bias",
                        "mask.logits.bias",
                        "rpn.conv1.weight"))
                .allMatch(some);
        assertThat(List.of("backbone.stage3.22.conv2.weight", "rpn.objectness.weight", "fpn.lateral2.weight"))
                .noneMatch(some);
        assertThat(resnet.select("rpn_model").test("rpn.objectness.weight")).isTrue();
        assertThat(resnet.select("res4w.*").test("backbone.stage3.22.conv2.weight"))
                .isTrue();
        assertThat(resnet.select("res5").test("backbone.stage4.1.conv2.weight"))
                .as("only a part of a name")
                .isFalse();
        assertThat(resnet.select("box\\..*").test("box.cls.weight")).isTrue();
    }

    @Test
    void ratesFollowTheirCurves() {
        ScheduleSpec multiStep = new ScheduleSpec(ScheduleSpec.Kind.MULTI_STEP, 10, 0.001, List.of(0.5, 0.75), 0.1, 0);
        assertThat(multiStep.factor(0, 100)).isEqualTo(0.001);
        assertThat(multiStep.factor(5, 100)).isCloseTo(0.5005, within(1e-12));
        assertThat(multiStep.factor(10, 100)).isEqualTo(1);
        assertThat(multiStep.factor(50, 100)).isCloseTo(0.1, within(1e-12));
        assertThat(multiStep.factor(75, 100)).isCloseTo(0.01, within(1e-12));
        ScheduleSpec cosine = new ScheduleSpec(ScheduleSpec.Kind.COSINE, 0, 1, List.of(), 0.1, 0.2);
        assertThat(cosine.factor(0, 100)).isEqualTo(1);
        assertThat(cosine.factor(50, 100)).isCloseTo(0.6, within(1e-12));
        assertThat(cosine.factor(100, 100)).isCloseTo(0.2, within(1e-12));
        ScheduleSpec oneCycle = new ScheduleSpec(ScheduleSpec.Kind.ONE_CYCLE, 0, 0.1, List.of(), 0.1, 0);
        assertThat(oneCycle.factor(0, 100)).isCloseTo(0.1, within(1e-12));
        assertThat(oneCycle.factor(30, 100)).isCloseTo(1, within(1e-12));
        assertThat(oneCycle.factor(100, 100)).isCloseTo(0, within(1e-12));
    }
}
