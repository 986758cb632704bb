package maskrcnn4j.examples;

import java.util.LinkedHashMap;
import java.util.Map;

/** The lessons by the names of their chapters; runs those that are named, or all. */
public final class Lessons {
    private Lessons() {}

    /** Every chapter with its program, in the order of reading. */
    public static Map<String, Class<?>> all() {
        Map<String, Class<?>> lessons = new LinkedHashMap<>();
        lessons.put("01-gradient", Gradient.class);
        lessons.put("02-neuron", Neuron.class);
        lessons.put("03-back-propagation", BackPropagation.class);
        lessons.put("04-convolution", Convolution.class);
        lessons.put("05-pyramid", Pyramid.class);
        lessons.put("06-anchors", Anchors.class);
        lessons.put("07-roi-align", RoiAlignment.class);
        lessons.put("08-losses", FiveLosses.class);
        lessons.put("09-heads-first", HeadsFirst.class);
        return lessons;
    }

    /** Runs lessons by the names, or the numbers, of their chapters. */
    public static void main(String[] args) throws ReflectiveOperationException {
        if (args.length == 0) {
            Lesson.say("lessons: %s", String.join(", ", all().keySet()));
        }
        for (String wanted : args) {
            boolean found = false;
            for (Map.Entry<String, Class<?>> lesson : all().entrySet()) {
                String name = lesson.getKey(); // 03-back-propagation is also 3 and back-propagation
                boolean named = name.equals(wanted)
                        || name.substring(3).equals(wanted)
                        || name.substring(0, 2).equals(wanted)
                        || name.substring(1, 2).equals(wanted);
                if (named || wanted.equals("all")) {
                    found = true;
                    lesson.getValue().getMethod("main", String[].class).invoke(null, (Object) new String[0]);
                }
            }
            if (!found) {
                throw new IllegalArgumentException(
                        wanted + ": no such lesson; there are " + String.join(", ", all().keySet()));
            }
        }
    }
}
