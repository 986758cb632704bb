package maskrcnn4j.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual pages of section 1, in roff's man macros, made of the command itself: {@code mrcnn.1}, {@code mrcnn-train.1}, ... */
final class ManPage {
    private static final List<String> EXIT_CODES = List.of(
            "0",
            "All done.",
            "1",
            "Something failed; one line on standard error says what.",
            "2",
            "Wrong use.",
            "130",
            "Interrupted by Ctrl-C; 143 by kill. Nothing is left half-written.");

    private final CommandSpec spec;
    private final StringBuilder page = new StringBuilder();

    private ManPage(CommandSpec spec) {
        this.spec = spec;
    }

    /** All pages by the names of their files. */
    static Map<String, String> all() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        CommandLine root = new Main(new Terminal(nowhere, nowhere, false, false, 80), Verbs.ofMrcnn()).tree();
        Map<String, String> pages = new LinkedHashMap<>();
        add(root.getCommandSpec(), pages);
        return pages;
    }

    private static void add(CommandSpec spec, Map<String, String> pages) {
        pages.put(name(spec) + ".1", new ManPage(spec).text());
        spec.subcommands().values().forEach(inner -> add(inner.getCommandSpec(), pages));
    }

    private static String name(CommandSpec spec) {
        return spec.qualifiedName("-");
    }

    private String text() {
        String[] description = spec.usageMessage().description();
        line(".TH " + name(spec).toUpperCase(Locale.ROOT) + " 1 \"\" maskrcnn4j \"Mask R-CNN for the JVM\"");
        section("NAME");
        line(escaped(name(spec)) + " \\- " + escaped(firstSentence(description)));
        section("SYNOPSIS");
        synopsis();
        section("DESCRIPTION");
        for (int i = 0; i < description.length; i++) {
            line(i == 0 ? escaped(description[i]) : ".PP\n" + escaped(description[i]));
        }
        arguments();
        options();
        verbs();
        section("EXIT STATUS");
        for (int i = 0; i < EXIT_CODES.size(); i += 2) {
            term("\\fB" + EXIT_CODES.get(i) + "\\fR", EXIT_CODES.get(i + 1));
        }
        seeAlso();
        return page.toString();
    }

    private void synopsis() {
        List<String> words = new ArrayList<>(List.of("\\fB" + escaped(spec.qualifiedName()) + "\\fR"));
        if (!spec.subcommands().isEmpty()) {
            words.add("\\fIVERB\\fR");
        }
        for (PositionalParamSpec argument : spec.positionalParameters()) {
            String label = "\\fI" + escaped(argument.paramLabel()) + "\\fR"
                    + (argument.arity().max() > 1 ? "..." : "");
            words.add(argument.required() ? label : "[" + label + "]");
        }
        for (OptionSpec option : spec.options()) {
            if (option.required()) {
                words.add(option(option));
            }
        }
        words.add("[\\fIoptions\\fR]");
        line(String.join(" ", words));
    }

    private void arguments() {
        if (!spec.positionalParameters().isEmpty()) {
            section("ARGUMENTS");
            for (PositionalParamSpec argument : spec.positionalParameters()) {
                term("\\fI" + escaped(argument.paramLabel()) + "\\fR", meaning(argument));
            }
        }
    }

    private void options() {
        section("OPTIONS");
        List<OptionSpec> options = new ArrayList<>(spec.options());
        options.sort(Comparator.comparingInt(OptionSpec::order)); // those that every verb has come last, as in --help
        for (OptionSpec option : options) {
            if (!option.hidden()) {
                term(option(option), meaning(option) + (option.required() ? " Required." : ""));
            }
        }
    }

    private static String option(OptionSpec option) {
        List<String> names = new ArrayList<>();
        for (String name : option.names()) {
            names.add("\\fB" + escaped(name) + "\\fR");
        }
        String value = option.arity().max() == 0 ? "" : " \\fI" + escaped(option.paramLabel()) + "\\fR";
        return String.join(", ", names) + value;
    }

    private void verbs() {
        if (!spec.subcommands().isEmpty()) {
            section("VERBS");
            spec.subcommands()
                    .forEach((name, inner) -> term(
                            "\\fB" + escaped(name) + "\\fR",
                            firstSentence(inner.getCommandSpec().usageMessage().description()) + " See "
                                    + name(inner.getCommandSpec()) + "(1)."));
        }
    }

    private void seeAlso() {
        CommandSpec parent = spec.parent();
        List<String> pages = new ArrayList<>();
        if (parent != null) {
            pages.add(name(parent));
        }
        spec.subcommands().values().forEach(inner -> pages.add(name(inner.getCommandSpec())));
        section("SEE ALSO");
        line(String.join(
                ", ",
                pages.stream().map(page -> "\\fB" + escaped(page) + "\\fR(1)").toList()));
    }

    private void section(String title) {
        line(".SH " + (title.contains(" ") ? "\"" + title + "\"" : title));
    }

    private void term(String term, String meaning) {
        line(".TP");
        line(term);
        line(escaped(meaning));
    }

    private void line(String text) {
        page.append(text).append('\n');
    }

    private static String meaning(ArgSpec argument) {
        String byDefault = argument.defaultValue() == null ? "" : argument.defaultValue();
        return String.join(" ", argument.description()).replace("${DEFAULT-VALUE}", byDefault);
    }

    private static String firstSentence(String[] description) {
        String text = Ansi.OFF.string(description.length == 0 ? "" : description[0]);
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    /** Roff gives a meaning to backslashes, to hyphens, and to a point or an apostrophe that begins a line. */
    private static String escaped(String text) {
        String plain = text.replace("%n", " ")
                .replace("%%", "%")
                .replace("\\", "\\e")
                .replace("-", "\\-")
                .strip();
        return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
    }
}
