package maskrcnn4j.inspect.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Locale;

/** How a box is drawn: each has a colour and a dash of its own, so that they are told apart without colours. */
public enum Stroke {
    /** A line through. */
    SOLID(0xffb000),
    /** Long dashes. */
    DASHED(0x64c8ff, 9, 5),
    /** Dots. */
    DOTTED(0xff7ac0, 2, 4),
    /** Dashes and dots in turn. */
    MIXED(0x9dff8a, 9, 4, 2, 4);

    private final Color colour;
    private final float[] dash;

    Stroke(int colour, float... dash) {
        this.colour = new Color(colour);
        this.dash = dash;
    }

    Color colour() {
        return colour;
    }

    /** The word by which captions call it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    BasicStroke of(float width) {
        if (dash.length == 0) {
            return new BasicStroke(width);
        }
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, dash, 0);
    }
}
