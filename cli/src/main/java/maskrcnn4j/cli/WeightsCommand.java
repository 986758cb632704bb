package maskrcnn4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mrcnn weights}: the catalogue of public weights, and what is in a weight file. */
@Command(
        name = "weights",
        description = "Lists, fetches, explains and converts weight files.",
        subcommands = {
            WeightsListCommand.class,
            WeightsInfoCommand.class,
            WeightsPullCommand.class,
            WeightsConvertCommand.class
        })
final class WeightsCommand {
    @Mixin
    private final CommonOptions options;

    WeightsCommand(Terminal terminal) {
        this.options = new CommonOptions(terminal);
    }
}
