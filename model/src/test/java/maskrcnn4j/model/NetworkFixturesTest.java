package maskrcnn4j.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import maskrcnn4j.testing.formula.FixtureFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Whole networks against the numbers of torchvision and detectron2, stage by stage. */
@Tag("fixtures")
class NetworkFixturesTest {
    @TestFactory
    Stream<DynamicContainer> torchvision() {
        return files("fixtures/torchvision");
    }

    @TestFactory
    Stream<DynamicContainer> detectron2() {
        return files("fixtures/detectron2");
    }

    private static Stream<DynamicContainer> files(String folder) {
        return FixtureFile.list(folder, "-inference.json").stream()
                .map(path ->
                        DynamicContainer.dynamicContainer(path.getFileName().toString(), stages(path).stream()));
    }

    private static List<DynamicTest> stages(Path path) {
        FixtureFile file = FixtureFile.read(path);
        FixtureRun[] run = new FixtureRun[1];
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(DynamicTest.dynamicTest("the network runs", () -> run[0] = FixtureRun.of(file)));
        for (String stage : file.stages()) {
            tests.add(DynamicTest.dynamicTest(stage, () -> check(run[0], stage)));
        }
        tests.add(DynamicTest.dynamicTest("masks", () -> check(run[0], "masks")));
        return tests;
    }

    private static void check(@Nullable FixtureRun run, String stage) {
        Assumptions.assumeTrue(run != null, "the network did not run");
        if (stage.equals("masks")) {
            run.checkMasks();
        } else {
            run.check(stage);
        }
    }
}
