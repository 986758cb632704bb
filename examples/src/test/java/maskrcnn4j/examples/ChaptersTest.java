package maskrcnn4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Numbers, pictures and code of the chapters are those of their programs, in both languages. With
 * {@code -Dlearn.update=true} the chapters are written anew instead.
 */
class ChaptersTest {
    private static final Path DOCS = Path.of("../docs/learn");
    private static final Path PICTURES = DOCS.resolve("pictures");
    private static final String HOW_TO =
            "; write the chapters anew with mvn -pl examples -am test -Dlearn.update=true, and read the difference";

    @TempDir
    static Path work;

    @BeforeAll
    static void updateWhenAsked() throws Exception {
        if (Boolean.getBoolean("learn.update")) {
            for (Map.Entry<String, Class<?>> lesson : Lessons.all().entrySet()) {
                Map<String, String> code = LessonSource.of(lesson.getValue()).pieces();
                List<String> printed = LessonRun.parts(run(lesson.getValue(), PICTURES));
                for (Chapter chapter : chapters(lesson.getKey())) {
                    chapter.rewrite(block -> current(block, code, printed));
                }
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> chapterShowsItsProgramAndWhatItPrints() {
        return Lessons.all().entrySet().stream()
                .map(lesson -> DynamicTest.dynamicTest(lesson.getKey(), () -> {
                    Map<String, String> code =
                            LessonSource.of(lesson.getValue()).pieces();
                    Path pictures = work.resolve(lesson.getKey());
                    List<String> printed = LessonRun.parts(run(lesson.getValue(), pictures));
                    for (Chapter chapter : chapters(lesson.getKey())) {
                        for (Chapter.Block block : chapter.blocks()) {
                            assertThat(block.body())
                                    .as(chapter.file() + ", " + block.language() + " " + block.what() + HOW_TO)
                                    .isEqualTo(current(block, code, printed));
                        }
                        assertThat(chapter.blocks().stream()
                                        .filter(block -> block.language().equals("java"))
                                        .map(Chapter.Block::what))
                                .as("pieces of the program in " + chapter.file())
                                .containsExactlyInAnyOrderElementsOf(code.keySet());
                        assertThat(chapter.blocks().stream()
                                        .filter(block -> block.language().equals("text")))
                                .as("parts of the output in " + chapter.file())
                                .hasSize(printed.size());
                    }
                    comparePictures(pictures, chapters(lesson.getKey()));
                }));
    }

    private static void comparePictures(Path drawn, List<Chapter> chapters) throws IOException {
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(drawn)) {
            try (Stream<Path> files = Files.list(drawn)) {
                files.forEach(file -> names.add(file.getFileName().toString()));
            }
        }
        for (String name : names) {
            assertThat(PICTURES.resolve(name)).as(name + HOW_TO).hasSameTextualContentAs(drawn.resolve(name));
        }
        for (Chapter chapter : chapters) {
            assertThat(chapter.pictures())
                    .as("pictures of " + chapter.file())
                    .containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @TestFactory
    Stream<DynamicTest> chapterRunsInJShellLineByLine() {
        return Lessons.all().keySet().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Chapter chapter = chapters(name).get(0);
                    List<String> code = bodies(chapter, "java");
                    String printed = LessonRun.printed(work, () -> LessonRun.typeIntoJShell(code));

                    assertThat(LessonRun.parts(printed)).containsExactlyElementsOf(bodies(chapter, "text"));
                }));
    }

    @TestFactory
    Stream<DynamicTest> bothLanguagesHaveTheSameContent() {
        return Lessons.all().keySet().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Chapter english = chapters(name).get(0);
                    Chapter chinese = chapters(name).get(1);

                    assertThat(chinese.blocks()).isEqualTo(english.blocks());
                    assertThat(chinese.headings()).isEqualTo(english.headings());
                    assertThat(chinese.pictures()).isEqualTo(english.pictures());
                }));
    }

    @Test
    void indexesNameEveryChapter() throws IOException {
        for (Path index : List.of(DOCS.resolve("README.md"), DOCS.resolve("zh/README.md"))) {
            String text = Files.readString(index);
            for (String name : Lessons.all().keySet()) {
                assertThat(text).as(index.toString()).contains("(" + name + ".md)");
            }
        }
    }

    private static List<Chapter> chapters(String name) throws IOException {
        return List.of(
                Chapter.read(DOCS.resolve(name + ".md")),
                Chapter.read(DOCS.resolve("zh").resolve(name + ".md")));
    }

    private static List<String> bodies(Chapter chapter, String language) {
        return chapter.blocks().stream()
                .filter(block -> block.language().equals(language))
                .map(Chapter.Block::body)
                .toList();
    }

    /** What a block should hold. */
    private static String current(Chapter.Block block, Map<String, String> code, List<String> printed) {
        if (block.language().equals("java")) {
            return code.getOrDefault(block.what(), "there is no " + block.what() + "\n");
        }
        int part = Integer.parseInt(block.what().substring("part ".length()));
        return part > printed.size() ? "there is no part " + part + "\n" : printed.get(part - 1);
    }

    private static String run(Class<?> lesson, Path pictures) throws Exception {
        return LessonRun.printed(pictures, () -> {
            try {
                lesson.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
            } catch (InvocationTargetException e) {
                throw new AssertionError(lesson.getSimpleName(), e.getCause());
            }
        });
    }
}
