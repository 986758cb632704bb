package maskrcnn4j.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import maskrcnn4j.dataset.stats.AnchorAdvice;
import maskrcnn4j.dataset.stats.AnchorFit;
import maskrcnn4j.dataset.stats.DatasetStats;

/** The statistics of a data set as JSON. */
final class DataStatsJson {
    private DataStatsJson() {}

    static Map<String, Object> of(String path, DatasetStats stats, AnchorFit fit, Optional<AnchorAdvice> advice) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("path", path);
        json.put("images", stats.images());
        json.put("objects", stats.objects().count());
        json.put("crowds", stats.crowds());
        json.put("leftOut", stats.leftOut());
        json.put("unreadable", stats.unreadable());
        json.put("objectsPerImage", stats.objectsPerImage());
        int[] sizes = stats.countByArea(DatasetStats.COCO_AREAS);
        json.put("areas", Map.of("small", sizes[0], "medium", sizes[1], "large", sizes[2]));
        json.put("categories", categories(stats));
        stats.colours().ifPresent(colours -> json.put("colours", colours));
        json.put("anchors", anchors(fit));
        advice.ifPresent(better -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("how", better.how());
            entry.put("sizes", better.sizes());
            entry.put("ratios", better.ratios());
            entry.putAll(anchors(better.fit()));
            json.put("betterAnchors", entry);
        });
        return json;
    }

    private static List<Map<String, Object>> categories(DatasetStats stats) {
        List<Map<String, Object>> list = new ArrayList<>();
        int[] counts = stats.objectsOfCategories();
        for (int i = 0; i < counts.length; i++) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("id", stats.categories().get(i).id());
            entry.put("name", stats.categories().get(i).name());
            entry.put("objects", counts[i]);
            if (counts[i] > 0) {
                double[] areas = stats.areasOf(i);
                entry.put("areaMin", areas[0]);
                entry.put("areaMedian", DatasetStats.quantile(areas, 0.5));
                entry.put("areaMax", areas[areas.length - 1]);
            }
            list.add(entry);
        }
        return list;
    }

    private static Map<String, Object> anchors(AnchorFit fit) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("perPlace", fit.anchors().size());
        if (fit.best().length > 0) {
            json.put("recall50", fit.recall(0.5));
            json.put("recall70", fit.recall(0.7));
            json.put("meanIou", fit.mean());
        }
        return json;
    }
}
