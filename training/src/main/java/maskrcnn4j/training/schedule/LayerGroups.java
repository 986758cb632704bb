package maskrcnn4j.training.schedule;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import maskrcnn4j.spec.BackboneSpec;
import maskrcnn4j.spec.InvertedResidual;
import maskrcnn4j.spec.MobileBlock;
import maskrcnn4j.spec.Presets;
import maskrcnn4j.spec.TrunkSpec;
import maskrcnn4j.spec.WeightNaming;

/**
 * Layers by name: {@code heads} is everything behind the trunk (pyramid, region proposal network, heads); {@code 3+},
 * {@code 4+} and {@code 5+} add the trunk from that stage on (C3 to C5); {@code all} is everything. In a trunk that is no
 * ResNet the stages are told by its spec: C3 begins where a pixel of the map stands for 8 of the picture's. Anything else is
 * a regular expression that a parameter's whole name matches, or the whole name of its layer in Matterport's code:
 * {@code (res5.*)|(bn5.*)|(mrcnn_.*)}.
 */
public final class LayerGroups {
    /** The last stage of a trunk, C5. */
    public static final int LAST_STAGE = 5;

    private static final WeightNaming MATTERPORT =
            Presets.named("matterport-r50").naming();

    private static final Pattern TRUNK = Pattern.compile("backbone\\.(stem|last|stage|block)(\\d*)\\..*");

    private final List<Integer> blockStrides;

    private LayerGroups(List<Integer> blockStrides) {
        this.blockStrides = blockStrides;
    }

    /** The layers of a backbone, and what is behind it. */
    public static LayerGroups of(BackboneSpec backbone) {
        if (backbone instanceof BackboneSpec.MobileTrunk trunk) {
            return new LayerGroups(
                    trunk.blocks().stream().map(InvertedResidual::stride).toList());
        }
        if (backbone instanceof BackboneSpec.FeaturePyramid pyramid
                && pyramid.trunk() instanceof TrunkSpec.MobileNet net) {
            return new LayerGroups(
                    net.blocks().stream().map(MobileBlock::stride).toList());
        }
        return new LayerGroups(List.of());
    }

    /** The names of the groups. */
    public static List<String> names() {
        return List.of("heads", "5+", "4+", "3+", "all");
    }

    /** How deep a parameter lies: 1 the stem, 2 to 5 the stages C2 to C5, 6 behind the trunk. */
    public int stage(String parameter) {
        Matcher trunk = TRUNK.matcher(parameter);
        if (!trunk.matches()) {
            return LAST_STAGE + 1;
        }
        return switch (trunk.group(1)) {
            case "stem" -> 1;
            case "stage" -> Math.min(LAST_STAGE, Integer.parseInt(trunk.group(2)) + 1);
            case "block" -> ofBlock(Integer.parseInt(trunk.group(2)));
            default -> LAST_STAGE;
        };
    }

    /** C2 is where a pixel stands for 4 of the picture's, C3 for 8. */
    private int ofBlock(int block) {
        int stride = IntStream.rangeClosed(0, Math.min(block, blockStrides.size() - 1))
                .map(blockStrides::get)
                .reduce(2, (a, b) -> a * b);
        return Math.max(2, Math.min(LAST_STAGE, Integer.numberOfTrailingZeros(stride)));
    }

    /**
     * The parameters of a group or pattern.
     *
     * @throws IllegalArgumentException if it is neither a group nor a regular expression
     */
    public Predicate<String> select(String layers) {
        return switch (layers) {
            case "all" -> name -> true;
            case "heads" -> name -> stage(name) > LAST_STAGE;
            case "3+", "4+", "5+" -> {
                int first = layers.charAt(0) - '0';
                yield name -> stage(name) >= first;
            }
            default -> {
                Predicate<String> whole = pattern(layers).asMatchPredicate();
                yield name -> whole.test(name) || layersOf(name).anyMatch(whole);
            }
        };
    }

    /** What Matterport calls the layer of a parameter, and the model within the model that it belongs to. */
    private static Stream<String> layersOf(String parameter) {
        return MATTERPORT.foreign(parameter).stream()
                .flatMap(path ->
                        Stream.of(path.substring(0, path.lastIndexOf('/')).split("/")));
    }

    /** Whether it is a group or can be read as a pattern; otherwise the exception of {@link #select}. */
    static void require(String layers) {
        if (!names().contains(layers)) {
            pattern(layers);
        }
    }

    private static Pattern pattern(String layers) {
        try {
            return Pattern.compile(layers);
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException("layers '" + layers + "': neither a group (" + String.join(", ", names())
                    + ") nor a regular expression: " + wrong.getDescription());
        }
    }
}
