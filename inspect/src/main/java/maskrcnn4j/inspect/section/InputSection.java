package maskrcnn4j.inspect.section;

import java.util.List;
import maskrcnn4j.inspect.NetworkInput;
import maskrcnn4j.report.Gallery;
import maskrcnn4j.report.Paragraph;
import maskrcnn4j.report.Section;
import maskrcnn4j.report.Table;
import maskrcnn4j.spec.ImageSpec;

/** The input as the network sees it. */
public final class InputSection {
    private InputSection() {}

    /** Makes the section. */
    public static Section of(Scene scene) {
        NetworkInput input = scene.seen().input();
        String alt = "The network input of " + input.width() + " x " + input.height() + " pixels";
        return new Section(
                "Network input",
                List.of(
                        new Paragraph(
                                "A network knows neither file formats nor sizes: it reads a block of numbers. The picture"
                                        + " is resized to the size that the model was trained for, each channel is shifted and scaled so"
                                        + " that its values lie around zero, and what is missing to a size that the strides divide is filled."),
                        new Paragraph(sizes(input)),
                        new Gallery(List.of(scene.sketch().picture(alt, alt + ", turned back into colours"))),
                        table(input, scene.seen().checkpoint().spec().image()),
                        Chapter.links(Chapter.CONVOLUTION)));
    }

    private static String sizes(NetworkInput input) {
        int width = input.size().width();
        int height = input.size().height();
        String resized = "The picture of " + input.size().originalWidth() + " x "
                + input.size().originalHeight() + " pixels was resized to " + width + " x " + height
                + " (times " + Words.plain(input.size().scaleX())
                + (input.size().scaleX() == input.size().scaleY()
                        ? ""
                        : " across and " + Words.plain(input.size().scaleY()) + " down")
                + ")";
        int right = input.width() - width - input.left();
        int below = input.height() - height - input.top();
        if (right == 0 && below == 0 && input.left() == 0 && input.top() == 0) {
            return resized + "; nothing was filled up.";
        }
        return resized + " and filled up to " + input.width() + " x " + input.height() + ": " + input.left()
                + " columns on the left, " + right + " on the right, " + input.top() + " rows above, " + below
                + " below. " + Words.percent(1 - (double) width * height / input.width() / input.height())
                + " of what the network computes is about this border.";
    }

    private static Table table(NetworkInput input, ImageSpec spec) {
        Table.Builder table = Table.builder("Each channel as the network reads it: (sample / unit - mean) / deviation")
                .text("channel")
                .number("unit", 0)
                .number("mean", 4)
                .number("deviation", 4)
                .number("smallest", 3)
                .number("average", 3)
                .number("largest", 3);
        int area = input.height() * input.width();
        for (int c = 0; c < input.channels(); c++) {
            double min = Double.POSITIVE_INFINITY;
            double max = Double.NEGATIVE_INFINITY;
            double sum = 0;
            for (int i = 0; i < area; i++) {
                float value = input.values()[c * area + i];
                min = Math.min(min, value);
                max = Math.max(max, value);
                sum += value;
            }
            table.row(name(spec, c), spec.unit(), spec.mean().get(c), spec.std().get(c), min, sum / area, max);
        }
        return table.build();
    }

    private static String name(ImageSpec spec, int channel) {
        return spec.channelCount() == 3
                ? List.of("red", "green", "blue")
                        .get(spec.channels() == ImageSpec.ChannelOrder.RGB ? channel : 2 - channel)
                : Integer.toString(channel + 1);
    }
}
