package maskrcnn4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {
    private static final String HTML = SamplePage.make().toHtml();

    @Test
    void hostileTextIsEscapedEverywhere() {
        assertThat(HTML)
                .doesNotContain("<script>alert")
                .contains("&lt;script&gt;alert")
                .doesNotContain("bicycle <b>&<")
                .contains("bicycle &lt;b&gt;&amp;");
    }

    @Test
    void aQuoteCanNotLeaveAnAttribute() {
        String html = ReportPage.builder("t")
                .section(
                        "s",
                        Table.builder("a\" onclick=\"x")
                                .text("c")
                                .row("v\" onclick=\"x")
                                .build())
                .build()
                .toHtml();

        assertThat(html).contains("a&#34; onclick=").contains("v&#34; onclick=");
        assertThat(html.replaceAll("(?s)<t[dh][^>]*>[^<]*|<caption><span>[^<]*", ""))
                .doesNotContain("\" onclick");
    }

    @Test
    void aTableWithoutRowsSaysNone() {
        String html = ReportPage.builder("t")
                .section("s", Table.builder("c").text("a").number("b", 1).build())
                .build()
                .toHtml();

        assertThat(html).contains("<td class=\"none\" colspan=\"2\">none</td>");
    }

    @Test
    void nothingIsFetchedFromAnywhere() {
        assertThat(HTML).contains("default-src 'none'");
        Matcher sources = Pattern.compile("(?:src|srcset|href)=\"([^\"]*)\"").matcher(HTML);
        while (sources.find()) {
            assertThat(sources.group(1)).matches("(?s)data:image/.*|#.*");
        }
        assertThat(HTML).doesNotContain("http://").doesNotContain("https://").doesNotContain("@import");
    }

    @Test
    void everyChartIsADrawingWithADescriptionAndATable() {
        Matcher figures =
                Pattern.compile("(?s)<figure class=\"chart\">.*?</figure>").matcher(HTML);
        int count = 0;
        while (figures.find()) {
            count++;
            assertThat(figures.group())
                    .contains("<table")
                    .containsOnlyOnce("<svg")
                    .contains("role=\"img\" aria-label=\"");
        }
        assertThat(count).isEqualTo(4);
    }

    @Test
    void aPageIsWrittenWholeUnderItsNameAlone(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("new/report.html");

        SamplePage.make().writeTo(file);

        assertThat(file).content().startsWith("<!DOCTYPE html>").endsWith("</html>\n");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aPlaceThatCanNotBeWrittenIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("taken"));

        assertThatThrownBy(() -> SamplePage.make().writeTo(file.resolve("report.html")))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining(file.resolve("report.html").toString());
    }

    @Test
    void missingNumbersAreADashAndSortBelowAll() {
        Table table =
                Table.builder("t").number("n", 2).row(Double.NaN).row(1234.567).build();

        assertThat(table.rows().get(0).get(0).text()).isEqualTo("–");
        assertThat(table.rows().get(1).get(0)).isEqualTo(new Table.Cell("1,234.57", "1234.567"));
    }

    @Test
    void aRowOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> Table.builder("t").text("a").row("b", "c"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("table \"t\": a row of 2 values where there are 1 columns");
    }

    @Test
    void histogramBinsHoldTheirLowerEdgeAndTheLastAlsoItsUpper() {
        BarChart chart = BarChart.histogram("h", "x", new double[] {0, 1, 1.5, 2, 9}, new double[] {0, 1, 2});

        assertThat(chart.series().get(0).values()).containsExactly(1, 3);
        assertThat(chart.categories()).containsExactly("0–1", "1–2");
    }

    @Test
    void aHistogramMayBeOpenAtItsEnd() {
        BarChart chart =
                BarChart.histogram("h", "x", new double[] {1, 7}, new double[] {0, 5, Double.POSITIVE_INFINITY});

        assertThat(chart.categories()).containsExactly("0–5", "5–∞");
        assertThat(chart.series().get(0).values()).containsExactly(1, 1);
    }

    @Test
    void emptyChartsAreDrawn() {
        BarChart bars = BarChart.histogram("h", "x", new double[0], 4);
        LineChart lines = new LineChart("l", Axis.logarithmic("x"), Axis.of("y"), List.of());

        assertThat(ChartPainter.element(bars)).contains("<svg").doesNotContain("NaN");
        assertThat(ChartPainter.element(lines)).contains("<svg").doesNotContain("NaN");
    }

    @Test
    void valuesThatAnAxisCanNotShowAreLeftOut() {
        double[] x = {0, 1, 10, Double.NaN, 100};
        double[] y = {1, Double.POSITIVE_INFINITY, 2, 3, Double.NaN};
        LineChart chart = new LineChart(
                "l",
                Axis.logarithmic("x"),
                Axis.of("y"),
                List.of(new LineChart.Series("s", x, y, LineChart.Style.LINE_AND_MARKERS)));

        String drawing = ChartPainter.element(chart);
        assertThat(drawing).doesNotContain("NaN").doesNotContain("Infinity");
        assertThat(drawing.split("class=\"marker", -1)).hasSize(2);
    }
}
