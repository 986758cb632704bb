package maskrcnn4j.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import gg.jte.output.StringOutput;
import gg.jte.output.WriterOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import maskrcnn4j.file.AtomicFile;

/**
 * A report: a title, the key facts and sections, written as one HTML file that needs nothing else.
 *
 * <pre>{@code
 * ReportPage.builder("Data set statistics")
 *         .subtitle("instances_train.json")
 *         .fact("images", "100")
 *         .section("Sizes", table, chart)
 *         .build()
 *         .writeTo(Path.of("report.html"));
 * }</pre>
 *
 * @param title the title
 * @param subtitle the line under it: what the report is about; may be empty
 * @param facts numbers shown at the top
 * @param sections the parts
 */
public record ReportPage(String title, String subtitle, List<Fact> facts, List<Section> sections) {

    /** Copies the lists. */
    public ReportPage {
        facts = List.copyOf(facts);
        sections = List.copyOf(sections);
    }

    /** Starts a page. */
    public static Builder builder(String title) {
        return new Builder(title);
    }

    /** Collects the parts of a page. */
    public static final class Builder {
        private final String title;
        private final List<Fact> facts = new ArrayList<>();
        private final List<Section> sections = new ArrayList<>();
        private String subtitle = "";

        private Builder(String title) {
            this.title = title;
        }

        /** Sets the line under the title. */
        public Builder subtitle(String text) {
            subtitle = text;
            return this;
        }

        /** Adds a number to the top of the page. */
        public Builder fact(String name, String value) {
            facts.add(new Fact(name, value));
            return this;
        }

        /** Adds a section. */
        public Builder section(String heading, Block... blocks) {
            return section(heading, Arrays.asList(blocks));
        }

        /** Adds a section. */
        public Builder section(String heading, List<? extends Block> blocks) {
            sections.add(new Section(heading, List.copyOf(blocks)));
            return this;
        }

        /** The finished page. */
        public ReportPage build() {
            return new ReportPage(title, subtitle, facts, sections);
        }
    }

    /**
     * Writes the page, whole or not at all. Missing folders are made.
     *
     * @throws ReportException if the file can not be written
     */
    public void writeTo(Path file) {
        try {
            AtomicFile.write(file, out -> {
                Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                render(new WriterOutput(writer));
                writer.flush();
            });
        } catch (IOException | UncheckedIOException e) {
            throw new ReportException(file + ": the report can not be written (" + e.getMessage() + ")", e);
        }
    }

    /** The page as HTML text. */
    public String toHtml() {
        StringOutput output = new StringOutput();
        render(output);
        return output.toString();
    }

    private void render(TemplateOutput output) {
        TemplateEngine engine = TemplateEngine.createPrecompiled(
                null, ContentType.Html, ReportPage.class.getClassLoader(), "maskrcnn4j.report.templates");
        engine.render(
                "page.jte",
                Map.of(
                        "page",
                        this,
                        "style",
                        resource("report.css") + resource("chart.css"),
                        "script",
                        resource("report.js")),
                output);
    }

    static String resource(String name) {
        try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
