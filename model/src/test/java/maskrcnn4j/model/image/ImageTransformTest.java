package maskrcnn4j.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import maskrcnn4j.image.Image;
import maskrcnn4j.spec.ImageSpec;
import maskrcnn4j.spec.ImageSpec.ChannelOrder;
import maskrcnn4j.spec.ResizeRule;
import maskrcnn4j.spec.ResizeRule.Filter;
import maskrcnn4j.tensor.Device;
import maskrcnn4j.tensor.ElementType;
import maskrcnn4j.tensor.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageTransformTest {
    private static ImageSpec spec(ChannelOrder order, int bits, double unit, int channels, Filter filter, int padding) {
        return new ImageSpec(
                order,
                bits,
                unit,
                Collections.nCopies(channels, 0.0),
                Collections.nCopies(channels, 1.0),
                new ResizeRule(4, 8, ResizeRule.Rounding.DOWN, filter),
                padding);
    }

    private static float[] input(ImageSpec spec, Image... images) {
        ImageTransform transform = new ImageTransform(spec, Device.CPU, ElementType.FLOAT32);
        List<Image> list = List.of(images);
        try (Scope scope = Scope.open()) {
            return transform
                    .batch(list, list.stream().map(transform::size).toList())
                    .input()
                    .toFloats();
        }
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @ParameterizedTest
    @EnumSource
    void picturesOfDifferentSizeShareABatchFilledWithZeros(Filter filter) {
        byte[] white = new byte[3 * 8 * 8];
        Arrays.fill(white, (byte) 255);
        ImageTransform transform =
                new ImageTransform(spec(ChannelOrder.RGB, 8, 255, 3, filter, 3), Device.CPU, ElementType.FLOAT32);
        List<Image> images =
                List.of(Image.ofRgb(8, 4, Arrays.copyOf(white, 96)), Image.ofRgb(4, 5, Arrays.copyOf(white, 60)));
        List<ResizedImage> sizes = images.stream().map(transform::size).toList();
        assertThat(transform.batches(sizes)).containsExactly(List.of(0, 1));
        try (Scope scope = Scope.open()) {
            ImageBatch batch = transform.batch(images, sizes);
            assertThat(batch.input().shape()).containsExactly(2, 3, 6, 9); // 5 x 8 is the largest of each side
            float[] values = batch.input().toFloats();
            for (int i = 0; i < values.length; i++) {
                int y = i / 9 % 6;
                int x = i % 9;
                ResizedImage size = sizes.get(i / (3 * 6 * 9));
                assertThat(values[i]).isEqualTo(y < size.height() && x < size.width() ? 1f : 0f);
            }
        }
    }

    @Test
    void withoutPaddingPicturesOfOneSizeMakeABatch() {
        ImageTransform transform = new ImageTransform(
                spec(ChannelOrder.RGB, 8, 1, 3, Filter.BILINEAR, 0), Device.CPU, ElementType.FLOAT32);
        List<ResizedImage> sizes = List.of(
                transform.size(Image.ofRgb(4, 4, new byte[48])),
                transform.size(Image.ofRgb(8, 4, new byte[96])),
                transform.size(Image.ofRgb(4, 4, new byte[48])));
        assertThat(transform.batches(sizes)).containsExactly(List.of(0, 2), List.of(1));
    }

    @ParameterizedTest
    @EnumSource
    void channelsComeInTheNetworksOrder(Filter filter) {
        byte[] red = new byte[48];
        for (int i = 0; i < 48; i += 3) {
            red[i] = 40;
        }
        float[] rgb = input(spec(ChannelOrder.RGB, 8, 1, 3, filter, 0), Image.ofRgb(4, 4, red));
        float[] bgr = input(spec(ChannelOrder.BGR, 8, 1, 3, filter, 0), Image.ofRgb(4, 4, red));
        assertThat(Arrays.copyOf(rgb, 16)).containsOnly(40);
        assertThat(Arrays.copyOfRange(bgr, 32, 48)).containsOnly(40);
        assertThat(Arrays.copyOf(bgr, 32)).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource
    void greyBecomesThreeEqualChannels(Filter filter) {
        byte[] grey = new byte[16];
        Arrays.fill(grey, (byte) 7);
        assertThat(input(spec(ChannelOrder.RGB, 8, 1, 3, filter, 0), Image.of8(4, 4, 1, grey)))
                .hasSize(48)
                .containsOnly(7);
    }

    @ParameterizedTest
    @EnumSource
    void anyNumberOfChannelsIsRead(Filter filter) {
        byte[] samples = new byte[5 * 16];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (i % 5);
        }
        float[] values = input(spec(ChannelOrder.RGB, 8, 1, 5, filter, 0), Image.of8(4, 4, 5, samples));
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).isEqualTo(i / 16);
        }
        assertThatThrownBy(() -> input(spec(ChannelOrder.RGB, 8, 1, 5, filter, 0), Image.of8(4, 4, 3, new byte[48])))
                .hasMessage("a picture of 3 channels: this model reads 5");
    }

    @Test
    void sixteenBitsStayWhereTheModelReadsThem() {
        short[] words = new short[16];
        Arrays.fill(words, (short) 40_000);
        Image deep = Image.of16(4, 4, 1, words);
        assertThat(input(spec(ChannelOrder.RGB, 16, 1, 1, Filter.BILINEAR, 0), deep))
                .containsOnly(40_000);
        assertThat(input(spec(ChannelOrder.RGB, 8, 1, 1, Filter.BILINEAR, 0), deep))
                .containsOnly(156);
        assertThat(input(
                        spec(ChannelOrder.RGB, 16, 1, 1, Filter.BILINEAR, 0),
                        Image.of8(4, 4, 1, bytes(2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2))))
                .containsOnly(514);
    }

    @Test
    void valuesAreDividedAndNormalised() {
        ImageSpec spec = new ImageSpec(
                ChannelOrder.RGB,
                8,
                255,
                List.of(0.5),
                List.of(0.25),
                new ResizeRule(1, 1, ResizeRule.Rounding.DOWN, Filter.BILINEAR),
                0);
        assertThat(input(spec, Image.of8(1, 1, 1, bytes(51)))[0]).isEqualTo(-1.2f, within(1e-6f));
    }

    @Test
    void interpolationClampsAtTheEdges() {
        assertThat(input(spec(ChannelOrder.RGB, 8, 1, 1, Filter.BILINEAR, 0), Image.of8(2, 2, 1, bytes(0, 8, 16, 24))))
                .containsExactly(0, 2, 6, 8, 4, 6, 10, 12, 12, 14, 18, 20, 16, 18, 22, 24);
    }

    @Test
    void shrinkingAveragesWhereTheFilterIsAntialiased() {
        byte[] stripes = new byte[16 * 16];
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = (byte) (i % 2 == 0 ? 0 : 200);
        }
        float[] smooth =
                input(spec(ChannelOrder.RGB, 8, 1, 1, Filter.ANTIALIASED_BYTES, 0), Image.of8(16, 16, 1, stripes));
        for (float value : smooth) {
            assertThat(value).isBetween(80f, 120f);
        }
    }
}
