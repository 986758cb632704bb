package maskrcnn4j.metrics.coco;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import maskrcnn4j.testing.formula.FixtureFile;
import tools.jackson.databind.JsonNode;

/** Reads evaluation parameters under the names of pycocotools. */
final class ParameterJson {
    private ParameterJson() {}

    static IouType type(String key) {
        return Stream.of(IouType.values())
                .filter(type -> type.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    static CocoParameters read(IouType type, JsonNode changes) {
        CocoParameters parameters = CocoParameters.of(type);
        if (changes.has("useCats")) {
            parameters = parameters.withCategories(changes.get("useCats").asInt() != 0);
        }
        if (changes.has("imgIds")) {
            parameters = parameters.withImageIds(FixtureFile.longs(changes.get("imgIds")));
        }
        if (changes.has("catIds")) {
            parameters = parameters.withCategoryIds(FixtureFile.longs(changes.get("catIds")));
        }
        if (changes.has("iouThrs")) {
            parameters = parameters.withIouThresholds(FixtureFile.doubles(changes.get("iouThrs")));
        }
        if (changes.has("recThrs")) {
            parameters = parameters.withRecallThresholds(FixtureFile.doubles(changes.get("recThrs")));
        }
        if (changes.has("maxDets")) {
            parameters = parameters.withMaxDetections(Stream.of(FixtureFile.longs(changes.get("maxDets")))
                    .flatMapToInt(limits -> java.util.Arrays.stream(limits).mapToInt(Math::toIntExact))
                    .toArray());
        }
        if (changes.has("areaRng")) {
            List<AreaRange> ranges = new ArrayList<>();
            for (int i = 0; i < changes.get("areaRng").size(); i++) {
                double[] ends = FixtureFile.doubles(changes.get("areaRng").get(i));
                ranges.add(new AreaRange(changes.get("areaRngLbl").get(i).asString(), ends[0], ends[1]));
            }
            parameters = parameters.withAreaRanges(ranges);
        }
        return parameters;
    }
}
