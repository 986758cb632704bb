package maskrcnn4j.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import maskrcnn4j.report.LineChart;
import maskrcnn4j.report.Notes;
import maskrcnn4j.report.ReportPage;
import maskrcnn4j.report.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunComparisonTest {
    @TempDir
    Path folder;

    private Path run(String name, String config, double... scores) throws IOException {
        Path run = Files.createDirectories(folder.resolve(name));
        StringBuilder metrics = new StringBuilder("step,epoch,name,value\n");
        for (int i = 0; i < scores.length; i++) {
            int step = 10 * (i + 1);
            metrics.append(step).append(",1.0,loss,").append(2.0 - i).append('\n');
            metrics.append(step).append(",1.0,segm/AP,").append(scores[i]).append('\n');
            metrics.append(step).append(",1.0,segm/APl,-1.0\n");
        }
        Files.writeString(run.resolve("metrics.csv"), metrics);
        if (!config.isEmpty()) {
            Files.writeString(run.resolve("config.yaml"), config);
        }
        return run;
    }

    @Test
    void figuresAreThoseOfTheMeasurements() throws IOException {
        Path first = run("first", "", 0.1, 0.3, 0.2);
        Path second = run("second", "", 0.4);

        Table figures = RunComparison.of(List.of(first, second)).figures();

        assertThat(figures.rows().get(0))
                .extracting(Table.Cell::text)
                .containsExactly("first", "segm/AP", "0.300", "20", "0.200", "0.0000", "30", "1.00", "–");
        assertThat(figures.rows().get(1).get(2).text()).isEqualTo("0.400");
    }

    @Test
    void theBestIsThatOfTheNumberThatDecides() throws IOException {
        Path byLoss = run("by-loss", "training:\n  best: validation.loss\n", 0.1, 0.3, 0.2);
        Files.writeString(
                byLoss.resolve("metrics.csv"),
                "10,1.0,validation/loss,0.7\n20,1.0,validation/loss,0.4\n30,1.0,validation/loss,0.6\n",
                StandardOpenOption.APPEND);
        Path byBoxes = run("by-boxes", "training:\n  best: bbox/AP\n", 0.4);

        Table figures = RunComparison.of(List.of(byLoss, byBoxes)).figures();

        assertThat(figures.rows().get(0))
                .extracting(Table.Cell::text)
                .startsWith("by-loss", "validation/loss", "0.400", "20", "0.600");
        assertThat(figures.rows().get(1)).extracting(Table.Cell::text).startsWith("by-boxes", "segm/AP", "0.400");
    }

    @Test
    void onlySettingsThatDifferAreShown() throws IOException {
        Path first = run("first", "seed: 1\ntraining:\n  best: segm.AP\n  batch: 4\n  stages:\n  - {rate: 0.1}\n", 0.1);
        Path second =
                run("second", "seed: 1\ntraining:\n  best: segm/AP\n  batch: 2\n  stages:\n  - {rate: 0.2}\n", 0.1);

        Table table =
                (Table) RunComparison.of(List.of(first, second)).differences().get(0);

        assertThat(table.rows()).hasSize(2);
        assertThat(table.rows().get(0)).extracting(Table.Cell::text).containsExactly("training.batch", "4", "2");
        assertThat(table.rows().get(1))
                .extracting(Table.Cell::text)
                .containsExactly("training.stages[1].rate", "0.1", "0.2");
    }

    @Test
    void curvesLieOverEachOtherAndScoresThatDoNotExistAreLeftOut() throws IOException {
        ReportPage page = RunComparison.of(List.of(run("first", "", 0.1, 0.2), run("second", "", 0.3)))
                .page();

        List<LineChart> charts = page.sections().get(1).blocks().stream()
                .map(LineChart.class::cast)
                .toList();
        assertThat(charts).extracting(LineChart::title).containsExactly("segm/AP", "loss");
        assertThat(charts.get(0).series()).extracting(LineChart.Series::name).containsExactly("first", "second");
    }

    @Test
    void aFolderThatIsNoRunIsNamed() {
        assertThatThrownBy(() -> RunComparison.of(List.of(folder, folder)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("metrics.csv is missing");
    }

    @Test
    void runsOfOneNameAreToldApartByTheirPaths() throws IOException {
        Path first = run("a/run", "seed: 1\n", 0.1);
        Path second = run("b/run", "seed: 1\n", 0.1);

        RunComparison comparison = RunComparison.of(List.of(first, second));

        assertThat(comparison.figures().rows().get(1).get(0).text()).isEqualTo(second.toString());
        assertThat(comparison.differences()).containsExactly(Notes.of("no setting differs"));
    }
}
