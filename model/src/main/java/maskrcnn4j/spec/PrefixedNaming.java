package maskrcnn4j.spec;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * A naming whose names all have something in front of them: {@code module.} from a model trained on several devices, or the
 * name under which a larger program kept it.
 */
record PrefixedNaming(String prefix, WeightNaming naming) implements WeightNaming {

    /** What all names have in front, up to a point; empty if nothing. */
    static String common(Collection<String> names) {
        String shared = names.stream()
                .reduce((a, b) -> {
                    int length = 0;
                    while (length < Math.min(a.length(), b.length()) && a.charAt(length) == b.charAt(length)) {
                        length++;
                    }
                    return a.substring(0, length);
                })
                .orElse("");
        return names.size() < 2 ? "" : shared.substring(0, shared.lastIndexOf('.') + 1);
    }

    @Override
    public Optional<Renamed> rename(String theirs) {
        return theirs.startsWith(prefix) ? naming.rename(theirs.substring(prefix.length())) : Optional.empty();
    }

    @Override
    public Optional<String> foreign(String ours) {
        return naming.foreign(ours).map(name -> prefix + name);
    }

    @Override
    public boolean ignores(String theirs) {
        return theirs.startsWith(prefix) && naming.ignores(theirs.substring(prefix.length()));
    }

    @Override
    public Set<String> layersWithoutWeights() {
        return naming.layersWithoutWeights();
    }
}
