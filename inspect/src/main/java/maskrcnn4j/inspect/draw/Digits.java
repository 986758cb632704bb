package maskrcnn4j.inspect.draw;

import java.awt.Color;
import java.awt.Graphics2D;

/** Numbers drawn of squares: pictures need no font of the machine. */
final class Digits {
    private static final String[] SHAPES = {
        "111101101101111", "010110010010111", "111001111100111", "111001111001111", "101101111001001",
        "111100111001111", "111100111101111", "111001010010010", "111101111101111", "111101111001111"
    };
    private static final int WIDTH = 4;
    private static final int HEIGHT = 5;

    private Digits() {}

    /** Draws a number on a plate whose upper left corner is given, {@code unit} pixels a square. */
    static void draw(Graphics2D pen, int number, int left, int top, int unit, Color plate, Color ink) {
        String text = Integer.toString(number);
        pen.setColor(plate);
        pen.fillRect(left, top, unit * (WIDTH * text.length() + 1), unit * (HEIGHT + 2));
        pen.setColor(ink);
        for (int i = 0; i < text.length(); i++) {
            String shape = SHAPES[text.charAt(i) - '0'];
            for (int square = 0; square < shape.length(); square++) {
                if (shape.charAt(square) == '1') {
                    int x = left + unit * (1 + WIDTH * i + square % 3);
                    pen.fillRect(x, top + unit * (1 + square / 3), unit, unit);
                }
            }
        }
    }
}
