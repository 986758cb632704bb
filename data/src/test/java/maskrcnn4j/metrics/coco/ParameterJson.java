package maskrcnn4j.metrics.coco;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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
            parameters = parameters.withImageIds(longs(changes.get("imgIds")));
        }
        if (changes.has("catIds")) {
            parameters = parameters.withCategoryIds(longs(changes.get("catIds")));
        }
        if (changes.has("iouThrs")) {
            parameters = parameters.withIouThresholds(doubles(changes.get("iouThrs")));
        }
        if (changes.has("recThrs")) {
            parameters = parameters.withRecallThresholds(doubles(changes.get("recThrs")));
        }
        if (changes.has("maxDets")) {
            parameters = parameters.withMaxDetections(Stream.of(longs(changes.get("maxDets")))
                    .flatMapToInt(limits -> java.util.Arrays.stream(limits).mapToInt(Math::toIntExact))
                    .toArray());
        }
        if (changes.has("areaRng")) {
            List<AreaRange> ranges = new ArrayList<>();
            for (int i = 0; i < changes.get("areaRng").size(); i++) {
                double[] ends = doubles(changes.get("areaRng").get(i));
                ranges.add(new AreaRange(changes.get("areaRngLbl").get(i).asString(), ends[0], ends[1]));
            }
            parameters = parameters.withAreaRanges(ranges);
        }
        return parameters;
    }

    private static long[] longs(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .toArray();
    }

    private static double[] doubles(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }
}
