package maskrcnn4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mrcnn data}: checks, measures, converts and shows data sets. */
@Command(
        name = "data",
        description = "Checks, measures, converts and shows data sets.",
        subcommands = {DataCheckCommand.class, DataStatsCommand.class, DataConvertCommand.class, DataShowCommand.class})
final class DataCommand {
    @Mixin
    private final CommonOptions options;

    DataCommand(Terminal terminal) {
        this.options = new CommonOptions(terminal);
    }
}
