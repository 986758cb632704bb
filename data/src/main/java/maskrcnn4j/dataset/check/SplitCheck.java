package maskrcnn4j.dataset.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds pictures that are used for training and for judging at once, by their content. */
final class SplitCheck {
    private static final List<String> ROLES = List.of("train", "val", "test");

    private record Use(String role, String split, String picture) {}

    private final Map<String, List<Use>> uses = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    /** What a split is for, by its name; empty if the name does not say. */
    static Optional<String> role(String split) {
        String name = split.toLowerCase(Locale.ROOT);
        return ROLES.stream().filter(name::contains).findFirst();
    }

    /** Notes a picture; the first split that has it is named in the finding. */
    void add(String file, String split, String picture, String digest) {
        Optional<String> role = role(split);
        if (role.isEmpty()) {
            return;
        }
        List<Use> before = uses.computeIfAbsent(digest, unused -> new ArrayList<>());
        for (Use use : before) {
            if (!use.role().equals(role.get())) {
                String same = use.picture().equals(picture) ? "" : " as " + use.picture();
                findings.add(new Finding(
                        FindingKind.SPLIT_LEAK,
                        file,
                        picture,
                        "is also in " + use.split() + same + ": " + use.role() + " and " + role.get()
                                + " must not share pictures",
                        "remove it from one of them"));
                return;
            }
        }
        before.add(new Use(role.get(), split, picture));
    }

    List<Finding> findings() {
        return findings;
    }
}
