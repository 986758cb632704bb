package maskrcnn4j.report;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.FloatSize;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import maskrcnn4j.image.Image;
import maskrcnn4j.image.Images;

/** Charts as pictures of pixels, for places that show no SVG: mails, notebooks, tickets. Always in the light style. */
public final class ChartPicture {
    /** Pixels of a unit of the drawing. */
    private static final int SCALE = 2;

    private ChartPicture() {}

    /**
     * A chart, 880 pixels wide.
     *
     * @throws ReportException if it cannot be drawn, as on a machine without fonts; one line
     */
    public static Image of(Chart chart) {
        ChartStyle style = new ChartStyle();
        byte[] drawing = ChartPainter.standing(chart, style).getBytes(StandardCharsets.UTF_8);
        try {
            SVGDocument document =
                    new SVGLoader().load(new ByteArrayInputStream(drawing), null, LoaderContext.createDefault());
            FloatSize size = Objects.requireNonNull(document, "the drawing").size();
            int width = Math.round(SCALE * size.width);
            int height = Math.round(SCALE * size.height);
            BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            Graphics2D g = picture.createGraphics();
            try {
                g.setColor(Color.decode(style.variable("--chart-paper")));
                g.fillRect(0, 0, width, height);
                g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
                g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
                document.render((java.awt.Component) null, g, new ViewBox(0, 0, width, height));
            } finally {
                g.dispose();
            }
            return Images.read(picture);
        } catch (InternalError | LinkageError | RuntimeException e) { // where fontconfig or every font is missing
            throw new ReportException(
                    "no pictures of charts: this machine has no usable font (" + e + "); install fontconfig and a font",
                    e);
        }
    }
}
