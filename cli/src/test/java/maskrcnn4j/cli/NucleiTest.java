package maskrcnn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;
import maskrcnn4j.weights.catalog.WeightCache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The model that comes with the library, on a drawn picture: soft bright discs on dark ground, as fluorescence shows nuclei. */
class NucleiTest {
    private static final int SIDE = 256;
    private static final int APART = 64;

    /** Where a disc is half as bright as in its middle. */
    private static final double RADIUS = 10;

    /** From there to a tenth, or nine tenths, of the brightness. */
    private static final double FADES = Math.log(9);

    @TempDir
    Path folder;

    @BeforeEach
    void useAnEmptyCacheAndNoNetwork() {
        System.setProperty(WeightCache.PROPERTY, folder.resolve("cache").toString());
        System.setProperty("https.proxyHost", "localhost");
        System.setProperty("https.proxyPort", "1");
    }

    @AfterEach
    void forgetSettings() {
        System.clearProperty(WeightCache.PROPERTY);
        System.clearProperty("https.proxyHost");
        System.clearProperty("https.proxyPort");
    }

    @Test
    void nucleiAreFoundWithoutNetwork() throws IOException {
        Path picture = folder.resolve("cells.png");
        Images.write(discs(), picture);
        Path json = folder.resolve("found.json");

        CommandRun run = CommandRun.of(
                "segment",
                picture.toString(),
                "--weights",
                "nuclei",
                "--precision",
                "float32",
                "--no-pictures",
                "--json",
                json.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode found = JsonMapper.shared().readTree(json.toFile()).path("annotations");
        assertThat(found).hasSize(9);
        for (JsonNode nucleus : found) {
            double radius = Math.sqrt(nucleus.path("area").asDouble() / Math.PI);
            assertThat(radius).isBetween(RADIUS - FADES, RADIUS + FADES);
            double x = nucleus.path("bbox").path(0).asDouble()
                    + nucleus.path("bbox").path(2).asDouble() / 2;
            assertThat(Math.abs(x - APART * Math.rint(x / APART)))
                    .as("middle at %s", x)
                    .isLessThan(2);
        }
    }

    /** Three rows of three. */
    private static Image discs() {
        byte[] rgb = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            int column = Math.max(1, Math.min(3, Math.round(i % SIDE / (float) APART)));
            int row = Math.max(1, Math.min(3, Math.round(i / SIDE / (float) APART)));
            double distance = Math.hypot(i % SIDE - APART * column, i / SIDE - APART * row);
            double inside = 1 / (1 + Math.exp(distance - RADIUS));
            byte grey = (byte) (8 + 110 * inside);
            rgb[3 * i] = grey;
            rgb[3 * i + 1] = grey;
            rgb[3 * i + 2] = grey;
        }
        return Image.ofRgb(SIDE, SIDE, rgb);
    }
}
