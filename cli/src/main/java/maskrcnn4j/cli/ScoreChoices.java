package maskrcnn4j.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import maskrcnn4j.metrics.coco.IouType;
import maskrcnn4j.metrics.coco.Rules;
import maskrcnn4j.metrics.score.ScoreProtocol;
import maskrcnn4j.weights.Nearest;

/** The words by which users choose a measure. */
final class ScoreChoices {
    private ScoreChoices() {}

    static ScoreProtocol protocol(String option, String word) {
        return choice(option, word, ScoreProtocol.values(), ScoreProtocol::key);
    }

    static List<IouType> types(List<String> words) {
        List<IouType> chosen = new ArrayList<>();
        for (String word : words) {
            chosen.add(choice("type", word, IouType.values(), IouType::key));
        }
        return chosen;
    }

    static Rules rules(String word) {
        return switch (word) {
            case "pycocotools" -> Rules.PYCOCOTOOLS;
            case "corrected" -> Rules.CORRECTED;
            default ->
                throw new UsageException(Nearest.unknown("rules", word, List.of("pycocotools", "corrected"))
                        + "; --rules takes pycocotools or corrected");
        };
    }

    private static <T> T choice(String what, String word, T[] values, Function<T, String> key) {
        List<String> words = Arrays.stream(values).map(key).toList();
        int place = words.indexOf(word);
        if (place < 0) {
            throw new UsageException(
                    Nearest.unknown(what, word, words) + "; --" + what + " takes " + String.join(", ", words));
        }
        return values[place];
    }
}
