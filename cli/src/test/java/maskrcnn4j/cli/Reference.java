package maskrcnn4j.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import maskrcnn4j.spec.Presets;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The text of {@code docs/reference.md}, made of the command and the presets themselves. */
final class Reference {
    private static final Set<String> COMMON = Set.of("--help", "--verbose", "--quiet");

    private final StringBuilder page = new StringBuilder();

    private Reference() {}

    static String text() {
        Reference reference = new Reference();
        reference.commands();
        reference.conventions();
        reference.settings();
        return reference.page.toString();
    }

    private void line(String text) {
        page.append(text.stripTrailing()).append('\n');
    }

    private void commands() {
        line("# Reference");
        line("");
        line(
                "Every verb and option of `mrcnn`, every convention that `--set KEY=VALUE` changes, and every key of `config.yaml`. This");
        line("page is made from the code; `mrcnn help VERB` says the same.");
        line("");
        line(
                "Every verb also has `-h`, `--help`, `--verbose` (says more, with stack traces of failures) and `--quiet` (says");
        line("nothing but results and failures). Exit codes: 0 all done, 1 something failed, 2 wrong use.");
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(nowhere, nowhere, false, false, 80);
        for (CommandLine verb :
                new Main(terminal, Verbs.ofMrcnn()).tree().getSubcommands().values()) {
            command(verb.getCommandSpec(), 2);
        }
    }

    private void command(CommandSpec spec, int level) {
        line("");
        line("#".repeat(level) + " " + spec.qualifiedName());
        line("");
        for (String sentence : spec.usageMessage().description()) {
            line(markdown(sentence) + "  ");
        }
        List<String> rows = new ArrayList<>();
        for (PositionalParamSpec parameter : spec.positionalParameters()) {
            rows.add(row("`" + parameter.paramLabel() + "`", parameter));
        }
        for (OptionSpec option : spec.options()) {
            if (!option.hidden() && !COMMON.contains(option.longestName())) {
                String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
                rows.add(row("`" + String.join("`, `", option.names()) + value + "`", option));
            }
        }
        if (!rows.isEmpty()) {
            line("");
            line("| argument | does |");
            line("|---|---|");
            rows.forEach(this::line);
        }
        spec.subcommands().values().forEach(inner -> command(inner.getCommandSpec(), level + 1));
    }

    private static String row(String name, ArgSpec argument) {
        String meaning = String.join(" ", argument.description());
        String byDefault = argument.defaultValue() == null ? "" : argument.defaultValue();
        return "| " + name.replace("|", "\\|") + " | "
                + markdown(meaning.replace("${DEFAULT-VALUE}", byDefault)).replace("|", "\\|")
                + (argument.required() ? " *Required.*" : "") + " |";
    }

    private static String markdown(String text) {
        return text.replace("%n", " ").replace("%%", "%").replace("<", "&lt;").replace("~", "\\~");
    }

    private void settings() {
        line("");
        line("## Settings of a training");
        line("");
        line(
                "The keys of `config.yaml`, which `mrcnn train` writes into the folder of a run and reads with `--config` and");
        line(
                "`--resume`. A key that is left out is as usual; one that is not known, or whose value may not be, is refused with its");
        line("line.");
        SettingsReference.lines().forEach(this::line);
    }

    private void conventions() {
        line("");
        line("## Conventions");
        line("");
        line(
                "What `--set KEY=VALUE` changes, with the values of each preset (`--preset NAME`). Several values at once: repeat");
        line(
                "`--set`. A list stands in brackets: `--set 'anchors.ratios=[[0.6,1,1.67]]'`. What changes the shape of a tensor, such as the");
        line("number of anchors, is for a training that begins from random weights.");
        Map<String, Map<String, String>> presets = new LinkedHashMap<>();
        Set<String> keys = new TreeSet<>();
        JsonMapper mapper = new JsonMapper();
        for (String name : Presets.names()) {
            Map<String, String> values = new LinkedHashMap<>();
            collect("", mapper.valueToTree(Presets.named(name).spec()), values);
            presets.put(name, values);
            keys.addAll(values.keySet());
        }
        line("");
        line("| key | values |");
        line("|---|---|");
        for (String key : keys) {
            Map<String, List<String>> byValue = new LinkedHashMap<>();
            presets.forEach((name, values) -> {
                if (values.containsKey(key)) {
                    byValue.computeIfAbsent(values.get(key), unused -> new ArrayList<>())
                            .add(name);
                }
            });
            String values = byValue.entrySet().stream()
                    .map(value -> "`" + value.getKey() + "`"
                            + (value.getValue().size() == presets.size()
                                    ? ""
                                    : " " + shortened(value.getValue(), presets.keySet())))
                    .collect(Collectors.joining("; "));
            line("| `" + key + "` | " + values.replace("|", "\\|") + " |");
        }
    }

    /** Names of a family, all of which are there, as {@code family-*}. */
    private static String shortened(List<String> names, Set<String> all) {
        Set<String> shorter = new LinkedHashSet<>();
        for (String name : names) {
            String family = name.replaceFirst("-.*", "-");
            List<String> relatives =
                    all.stream().filter(other -> other.startsWith(family)).toList();
            shorter.add(relatives.size() > 1 && names.containsAll(relatives) ? family + "*" : name);
        }
        return String.join(", ", shorter);
    }

    private static void collect(String path, JsonNode node, Map<String, String> into) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> collect(
                            path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), into));
        } else if (node.isArray() && !node.toString().contains("{")) {
            into.put(path, node.toString());
        } else if (node.isValueNode() && !node.isNull() && !isPart(path, node) && !path.equals("name")) {
            into.put(path, node.asString());
        }
    }

    /** Whether a value says which part stands here, which goes with the keys beside it and cannot be changed alone. */
    private static boolean isPart(String path, JsonNode node) {
        return path.endsWith(".kind") && !node.asString().matches("[A-Z0-9_]+");
    }
}
