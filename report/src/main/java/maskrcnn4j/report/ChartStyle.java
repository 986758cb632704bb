package maskrcnn4j.report;

import java.awt.Font;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The style sheet of charts, as attributes of the single elements: for programs that draw SVG and know no variables and no
 * selectors of several classes. Of its two colourings it is the light one.
 */
final class ChartStyle {
    private static final String FILE = "chart.css";
    private static final Pattern OTHER_SCREENS = Pattern.compile("@media[^{]*\\{([^{}]*\\{[^{}]*})*\\s*}");
    private static final Pattern RULE = Pattern.compile("([^{}]+)\\{([^{}]*)}");
    private static final Pattern VARIABLE = Pattern.compile("var\\((--[\\w-]+)\\)");
    private static final String INSIDE = ".drawing ";

    /** {@code element} is empty for every element. */
    private record Rule(String element, Set<String> classes, Map<String, String> values) {
        boolean fits(String name, Set<String> given) {
            return (element.isEmpty() || element.equals(name)) && given.containsAll(classes);
        }
    }

    private final List<Rule> rules = new ArrayList<>();
    private final Map<String, String> variables = new HashMap<>();

    ChartStyle() {
        String sheet = OTHER_SCREENS.matcher(ReportPage.resource(FILE)).replaceAll("");
        Matcher rule = RULE.matcher(sheet);
        while (rule.find()) {
            Map<String, String> values = values(rule.group(2));
            for (String selector : rule.group(1).split(",")) {
                add(selector.strip(), values);
            }
        }
    }

    private void add(String selector, Map<String, String> values) {
        if (selector.equals(":root")) {
            variables.putAll(values);
        } else if (selector.startsWith(INSIDE)) {
            String[] names = selector.substring(INSIDE.length()).split("\\.");
            rules.add(new Rule(names[0], Set.of(Arrays.copyOfRange(names, 1, names.length)), values));
        }
    }

    private static Map<String, String> values(String declarations) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String declaration : declarations.split(";")) {
            int colon = declaration.indexOf(':');
            if (colon > 0) {
                values.put(
                        declaration.substring(0, colon).strip(),
                        declaration.substring(colon + 1).strip());
            }
        }
        return values;
    }

    /** A colour or number of the sheet, by its name there, for example {@code --chart-paper}. */
    String variable(String name) {
        return variables.get(name);
    }

    /** Attributes that look as the classes of an element do, later rules before earlier ones. */
    Map<String, String> attributes(String element, String classes) {
        Set<String> given = Set.of(classes.isEmpty() ? new String[0] : classes.split(" "));
        Map<String, String> found = new LinkedHashMap<>();
        for (Rule rule : rules) {
            if (rule.fits(element, given)) {
                found.putAll(rule.values);
            }
        }
        Map<String, String> known = new HashMap<>(variables);
        found.forEach((name, value) -> {
            if (name.startsWith("--")) {
                known.put(name, resolved(value, known));
            }
        });
        found.keySet().removeIf(name -> name.startsWith("--"));
        found.replace("font-family", Font.SANS_SERIF); // Java knows its own names of families best
        found.replaceAll((name, value) -> resolved(value, known));
        return found;
    }

    private static String resolved(String value, Map<String, String> known) {
        return VARIABLE.matcher(value).replaceAll(found -> known.getOrDefault(found.group(1), "none"));
    }
}
