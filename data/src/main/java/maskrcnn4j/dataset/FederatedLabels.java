package maskrcnn4j.dataset;

import java.util.List;

/**
 * What a federated data set (LVIS) says about categories that were not searched for on every picture.
 *
 * @param negative for each sample the places of the categories known to be absent from it
 * @param notExhaustive for each sample the places of the categories of which it may show more than are marked
 * @param frequency for each category {@code r}, {@code c} or {@code f}: rare, common or frequent; empty if not stated
 */
public record FederatedLabels(List<int[]> negative, List<int[]> notExhaustive, List<String> frequency) {
    /** Copies the lists. */
    public FederatedLabels {
        negative = List.copyOf(negative);
        notExhaustive = List.copyOf(notExhaustive);
        frequency = List.copyOf(frequency);
    }
}
