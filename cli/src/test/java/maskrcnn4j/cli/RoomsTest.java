package maskrcnn4j.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** Holds the arrows of the table of rooms in {@code docs/architecture.md}. */
@AnalyzeClasses(packages = "maskrcnn4j", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {
    /** A Maven module: its packages, and the modules it may use. */
    private enum Room {
        DATA(List.of("file", "text", "mask", "image", "dataset", "metrics")),
        WEIGHTS(List.of("weights")),
        MODEL(List.of("tensor", "spec", "model"), DATA, WEIGHTS),
        REPORT(List.of("report"), DATA),
        TRAINING(List.of("training"), DATA, WEIGHTS, MODEL, REPORT),
        INSPECT(List.of("inspect"), DATA, WEIGHTS, MODEL, REPORT, TRAINING),
        CLI(List.of("cli"), DATA, WEIGHTS, MODEL, REPORT, TRAINING, INSPECT),
        TESTING(List.of("testing"));

        private final List<String> packages;
        private final List<Room> uses;

        Room(List<String> packages, Room... uses) {
            this.packages = packages;
            this.uses = List.of(uses);
        }

        Stream<String> patterns() {
            return packages.stream().map(name -> "maskrcnn4j." + name + "..");
        }
    }

    @ArchTest
    static void everyPackageBelongsToARoom(JavaClasses classes) {
        String[] rooms = Arrays.stream(Room.values()).flatMap(Room::patterns).toArray(String[]::new);
        classes().should().resideInAnyPackage(rooms).check(classes);
    }

    @ArchTest
    static void roomsUseOnlyTheRoomsTheyMay(JavaClasses classes) {
        for (Room room : Room.values()) {
            String[] forbidden = Arrays.stream(Room.values())
                    .filter(other -> other != room && !room.uses.contains(other))
                    .flatMap(Room::patterns)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAnyPackage(room.patterns().toArray(String[]::new))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden)
                    .allowEmptyShould(true)
                    .check(classes);
        }
    }

    @ArchTest
    static final ArchRule onlyTheTensorLayerSeesTheEngine = noClasses()
            .that()
            .resideOutsideOfPackage("maskrcnn4j.tensor..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("maskrcnn4j.(*)..").should().beFreeOfCycles();

    /** A package may list what its subpackages offer, and they may use its types; among themselves they go one way. */
    @ArchTest
    static final ArchRule subpackagesHaveNoCycles =
            slices().matching("maskrcnn4j.*.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    /** The demonstration is a user of the trainer, as the command is. */
    @ArchTest
    static final ArchRule partsOfTrainingDoNotKnowTheTrainer = noClasses()
            .that()
            .resideInAPackage("maskrcnn4j.training.*")
            .and()
            .resideOutsideOfPackage("maskrcnn4j.training.demo")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("maskrcnn4j.training");

    @ArchTest
    static final ArchRule onlyTheCommandSpeaksToTheConsole = noClasses()
            .that()
            .resideOutsideOfPackages("maskrcnn4j.cli..", "maskrcnn4j.testing..")
            .should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule onlyTheCommandEndsTheProcess = noClasses()
            .that(DescribedPredicate.not(DescribedPredicate.<JavaClass>describe(
                    "the entry point, or the answer to a second signal",
                    type -> Set.of("maskrcnn4j.cli.Main", "maskrcnn4j.cli.GracefulStop")
                            .contains(type.getName()))))
            .should()
            .callMethod(System.class, "exit", int.class);

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses classes) {
        Set<String> unmarked = classes.stream()
                .map(JavaClass::getPackage)
                // What the template compiler writes.
                .filter(place -> !place.getName().equals("maskrcnn4j.report.templates"))
                .filter(place -> !place.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .filter(name -> !name.endsWith(".templates")) // generated
                .collect(Collectors.toSet());

        assertThat(unmarked)
                .as("packages without @NullMarked in a package-info.java")
                .isEmpty();
    }
}
