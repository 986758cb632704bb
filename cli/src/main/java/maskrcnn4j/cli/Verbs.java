package maskrcnn4j.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The table of verbs, in the order in which the help shows them.
 *
 * <p>To add a verb, write its class and add one line to {@link #ofMrcnn()}:
 *
 * <pre>{@code
 * @Command(name = "score", description = "Scores detections against annotations.")
 * final class ScoreCommand implements Callable<Integer> {
 *     @Mixin
 *     private final ReportOptions options; // --json, --verbose, --quiet, --help; CommonOptions is the same without --json
 *
 *     ScoreCommand(Terminal terminal) {
 *         this.options = new ReportOptions(terminal);
 *     }
 *
 *     @Override
 *     public Integer call() throws IOException {
 *         Output output = options.output();
 *         ...
 *         return CommandLine.ExitCode.OK;
 *     }
 * }
 * }</pre>
 *
 * <p>A verb with verbs of its own ({@code data check}) lists their classes in {@code @Command(subcommands = ...)} and
 * is otherwise empty; {@link VerbFactory} hands each of them the {@link Terminal}. The fields of these classes are kept
 * light (no field initialiser that starts an engine or a JSON mapper), because the help loads all of them. Failures are
 * thrown: {@link Failures} says which exceptions become one line for the user.
 *
 * <p>The JVM flags that a verb runs with stand in the launchers, {@code mrcnn} and {@code mrcnn.cmd}.
 */
final class Verbs {
    private final Map<String, Supplier<Class<?>>> table;

    Verbs(Map<String, Supplier<Class<?>>> table) {
        this.table = table;
    }

    /** The table. Class literals inside lambdas: a class is loaded when its verb is named, not before. */
    static Verbs ofMrcnn() {
        Map<String, Supplier<Class<?>>> table = new LinkedHashMap<>();
        table.put("demo", () -> DemoCommand.class);
        table.put("segment", () -> SegmentCommand.class);
        table.put("train", () -> TrainCommand.class);
        table.put("eval", () -> EvalCommand.class);
        table.put("score", () -> ScoreCommand.class);
        table.put("compare", () -> CompareCommand.class);
        table.put("data", () -> DataCommand.class);
        table.put("weights", () -> WeightsCommand.class);
        table.put("inspect", () -> InspectCommand.class);
        table.put("bench", () -> BenchCommand.class);
        table.put("doctor", () -> DoctorCommand.class);
        table.put("completion", () -> CompletionCommand.class);
        return new Verbs(table);
    }

    Optional<Class<?>> find(String name) {
        return Optional.ofNullable(table.get(name)).map(Supplier::get);
    }

    Set<String> names() {
        return table.keySet();
    }

    List<Class<?>> all() {
        return table.values().stream().<Class<?>>map(Supplier::get).toList();
    }
}
