package maskrcnn4j.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A naming that is a table of rules, read in both directions.
 *
 * <p>A rule is a pair of names, for example {@code fpn.lateral{l}} and {@code backbone.fpn_lateral{l}}. Braces hold a number:
 * on their side it may be another, told by a sum ({@code {l-2}}). What a rule gives for a name of ours is the first one that
 * fits; of theirs, any.
 */
final class NameRules implements WeightNaming {
    private static final Pattern BRACES = Pattern.compile("\\{(\\w)([+-]\\d+)?}");

    private final List<Rule> rules;
    private final List<Pattern> ignored;

    private NameRules(List<Rule> rules, List<Pattern> ignored) {
        this.rules = List.copyOf(rules);
        this.ignored = List.copyOf(ignored);
    }

    static Builder builder() {
        return new Builder();
    }

    @Override
    public Optional<Renamed> rename(String theirs) {
        for (Rule rule : rules) {
            Optional<String> ours = rule.ours(theirs);
            if (ours.isPresent()) {
                return ours.map(name -> new Renamed(name, rule.layout()));
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<String> foreign(String ours) {
        for (Rule rule : rules) {
            Optional<String> theirs = rule.isOneWay() ? Optional.empty() : rule.theirs(ours);
            if (theirs.isPresent()) {
                return theirs;
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean ignores(String theirs) {
        return ignored.stream().anyMatch(pattern -> pattern.matcher(theirs).matches());
    }

    /** Collects rules. */
    static final class Builder {
        private final List<Rule> rules = new ArrayList<>();
        private final List<Pattern> ignored = new ArrayList<>();

        /** Weight and bias. */
        Builder layer(String ours, String theirs) {
            return tensors(ours, theirs, Map.of("weight", "weight", "bias", "bias"));
        }

        /** The normalisation of a layer of ours. */
        Builder norm(String layer, String theirs) {
            return tensors(
                    layer + ".norm",
                    theirs,
                    Map.of("weight", "weight", "bias", "bias", "mean", "running_mean", "var", "running_var"));
        }

        /** A layer and its normalisation. */
        Builder normed(String ours, String theirs, String theirNorm) {
            return layer(ours, theirs).norm(ours, theirNorm);
        }

        /**
         * A tensor that some of their files call otherwise: known when it is read, never written. Numbers that only their
         * name has may stand for themselves.
         */
        Builder alias(String ours, String theirs, Layout layout) {
            rules.add(new Rule(new Side(ours), new Side(theirs), layout, true));
            return this;
        }

        /** A whole naming after the rules so far, known when it is read, never written. */
        Builder aliases(NameRules others) {
            others.rules.forEach(rule -> rules.add(new Rule(rule.our(), rule.their(), rule.layout(), true)));
            ignored.addAll(others.ignored);
            return this;
        }

        /** What is in their files but carries nothing: not missed here, and not called unused. */
        Builder ignore(String pattern) {
            ignored.add(Pattern.compile(pattern));
            return this;
        }

        private Builder tensors(String ours, String theirs, Map<String, String> suffixes) {
            suffixes.forEach((our, their) -> rules.add(
                    new Rule(new Side(ours + "." + our), new Side(theirs + "." + their), Layout.SAME, false)));
            return this;
        }

        NameRules build() {
            return new NameRules(rules, ignored);
        }
    }

    private record Rule(Side our, Side their, Layout layout, boolean isOneWay) {
        Optional<String> ours(String theirs) {
            return their.read(theirs).map(our::write);
        }

        Optional<String> theirs(String ours) {
            return our.read(ours).map(their::write);
        }
    }

    /** One side of a rule. */
    private static final class Side {
        private final String template;
        private final String start;
        private final Pattern pattern;
        private final List<String> keys = new ArrayList<>();
        private final List<Integer> shifts = new ArrayList<>();

        Side(String template) {
            this.template = template;
            this.start = template.replaceFirst("\\{.*", "");
            Matcher braces = BRACES.matcher(template);
            StringBuilder regex = new StringBuilder();
            int at = 0;
            while (braces.find()) {
                regex.append(Pattern.quote(template.substring(at, braces.start())))
                        .append("(\\d{1,4})");
                keys.add(braces.group(1));
                shifts.add(braces.group(2) == null ? 0 : Integer.parseInt(braces.group(2)));
                at = braces.end();
            }
            pattern = Pattern.compile(
                    regex.append(Pattern.quote(template.substring(at))).toString());
        }

        /** The numbers of a name, as ours count. */
        Optional<Map<String, Integer>> read(String name) {
            // Most rules do not fit, and starting to match costs more than this.
            if (!name.startsWith(start)) {
                return Optional.empty();
            }
            Matcher matcher = pattern.matcher(name);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            Map<String, Integer> numbers = new java.util.HashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                numbers.put(keys.get(i), Integer.parseInt(matcher.group(i + 1)) - shifts.get(i));
            }
            return Optional.of(numbers);
        }

        String write(Map<String, Integer> numbers) {
            return BRACES.matcher(template).replaceAll(braces -> {
                int shift = braces.group(2) == null ? 0 : Integer.parseInt(braces.group(2));
                return Integer.toString(numbers.get(braces.group(1)) + shift);
            });
        }
    }
}
