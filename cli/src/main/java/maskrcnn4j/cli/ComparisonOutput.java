package maskrcnn4j.cli;

import java.util.ArrayList;
import java.util.List;
import maskrcnn4j.metrics.analysis.Interval;
import maskrcnn4j.metrics.analysis.ModelComparison;
import maskrcnn4j.metrics.coco.CocoSummary;
import maskrcnn4j.metrics.score.ScoreTable;
import tools.jackson.core.JsonGenerator;

/** A comparison of two results as text and as JSON. */
final class ComparisonOutput {
    private ComparisonOutput() {}

    static void append(ModelComparison made, ScoreTable table, StringBuilder text) {
        text.append("\ncompared with the second detections, 95 % intervals of ")
                .append(made.draws())
                .append(" draws of the images (seed ")
                .append(made.seed())
                .append(")\n");
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"", "first", "second", "difference", "from", "to"});
        rows.add(row("AP", made.first().ap().value(), made.second().ap().value(), made.difference()));
        rows.add(row("AP50", made.first().ap50().value(), made.second().ap50().value(), made.difference50()));
        for (int k = 0; k < made.classes().size(); k++) {
            ModelComparison.ClassDifference one = made.classes().get(k);
            rows.add(row("AP of " + table.rows().get(k).name(), one.first(), one.second(), one.difference()));
        }
        ScoreText.append(rows, text);
        text.append("the second is better in ")
                .append(CocoSummary.fixed(100 * made.better(), 1))
                .append(" % of the draws\n");
    }

    private static String[] row(String name, double first, double second, Interval difference) {
        return new String[] {
            name,
            number(first),
            number(second),
            signed(difference.value()),
            signed(difference.low()),
            signed(difference.high())
        };
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : CocoSummary.fixed(value, 3);
    }

    private static String signed(double value) {
        return (value > 0 ? "+" : "") + number(value);
    }

    static void write(ModelComparison made, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("draws", made.draws());
        json.writeNumberProperty("seed", made.seed());
        write("AP", made.first().ap().value(), made.second().ap().value(), made.difference(), json);
        write("AP50", made.first().ap50().value(), made.second().ap50().value(), made.difference50(), json);
        json.writeNumberProperty("secondBetter", made.better());
        json.writeName("perClass");
        json.writeStartArray();
        for (ModelComparison.ClassDifference one : made.classes()) {
            json.writeStartObject();
            json.writeNumberProperty("category_id", one.categoryId());
            write("AP", one.first(), one.second(), one.difference(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(String name, double first, double second, Interval difference, JsonGenerator json) {
        json.writeName(name);
        json.writeStartObject();
        number("first", first, json);
        number("second", second, json);
        number("difference", difference.value(), json);
        number("from", difference.low(), json);
        number("to", difference.high(), json);
        json.writeEndObject();
    }

    /** What is not defined is null: -1 could be a difference. */
    private static void number(String name, double value, JsonGenerator json) {
        if (Double.isNaN(value)) {
            json.writeNullProperty(name);
        } else {
            json.writeNumberProperty(name, value);
        }
    }
}
