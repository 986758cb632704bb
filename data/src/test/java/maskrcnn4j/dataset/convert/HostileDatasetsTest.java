package maskrcnn4j.dataset.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import maskrcnn4j.dataset.DatasetException;
import maskrcnn4j.dataset.DatasetFormat;
import maskrcnn4j.dataset.ProgressListener;
import maskrcnn4j.dataset.ReadOptions;
import maskrcnn4j.dataset.check.CheckReport;
import maskrcnn4j.dataset.check.DatasetCheck;
import maskrcnn4j.dataset.check.Finding;
import maskrcnn4j.dataset.formats.DatasetFormats;
import maskrcnn4j.dataset.io.PictureFiles;
import maskrcnn4j.image.ImageException;
import maskrcnn4j.image.LabelImage;
import maskrcnn4j.image.LabelImages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Data sets of every format with a file damaged at random: they are read, refused by our own exceptions, and checked, and
 * none of it takes long.
 *
 * <p>Runs for seconds; {@code -Dmrcnn.fuzz.seconds=600} makes it long, {@code -Dmrcnn.fuzz.seed} changes it, and with
 * {@code -Dsurefire.jvm.flags=-Xmx512m} it shows that no file can ask for more memory than that.
 */
class HostileDatasetsTest {
    private static final long SECONDS = Long.getLong("mrcnn.fuzz.seconds", 4);
    private static final long SEED = Long.getLong("mrcnn.fuzz.seed", 20261125);
    private static final long LONGEST_SECONDS = 10;
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final List<String> VALUES = List.of(
            "0",
            "-1",
            "1e9",
            "-1e308",
            "NaN",
            "2147483647",
            "2147483648",
            "99999999999999999999",
            "0.5",
            "\"7\"",
            "null",
            "[]",
            "{}",
            "1e-320",
            "40000",
            "true");

    @TempDir
    Path temporary;

    /** One small data set in every format, as it should be. */
    private List<Path> originals() throws IOException {
        Random random = new Random(3);
        List<List<maskrcnn4j.dataset.write.OutputObject>> pictures = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            pictures.add(DrawnData.scatter(random, 24 + i, 19, 3).stream()
                    .map(mask ->
                            DrawnData.object(DrawnData.CLASSES.get(random.nextInt(2)), mask, random.nextInt(5) == 0))
                    .toList());
        }
        DrawnData.write(temporary, pictures);
        List<Path> originals = new ArrayList<>(List.of(temporary.resolve("coco")));
        for (String format : List.of("yolo", "labelme", "id-png", "voc")) {
            Path folder = temporary.resolve(format);
            new DatasetConverter(
                            DatasetFormats.named("coco"),
                            ReadOptions.DEFAULT,
                            maskrcnn4j.dataset.write.PictureTransfer.COPY,
                            ProgressListener.NONE)
                    .convert(originals.get(0), format, folder);
            originals.add(folder);
        }
        originals.add(via());
        originals.add(cityscapes());
        originals.add(maskPerObject());
        return originals;
    }

    private Path via() throws IOException {
        Path folder = Files.createDirectories(temporary.resolve("via"));
        Files.copy(temporary.resolve("sources/p0.png"), folder.resolve("p0.png"));
        Files.writeString(folder.resolve("via_region_data.json"), """
                {"p0.png9": {"filename": "p0.png", "size": 9, "regions": {"0": {"shape_attributes":
                {"name": "polygon", "all_points_x": [2, 9, 9, 2], "all_points_y": [2, 2, 12, 2]},
                "region_attributes": {"name": "cell", "instance": "1"}}, "1": {"shape_attributes":
                {"name": "ellipse", "cx": 12, "cy": 9, "rx": 5, "ry": 3, "theta": 0.5},
                "region_attributes": {"name": {"cell": true}}}}},
                "_via_attributes": {"region": {}}}""");
        return folder;
    }

    private Path cityscapes() throws IOException {
        Path folder = temporary.resolve("cityscapes");
        Path picture = folder.resolve("leftImg8bit/train/aville/aville_000000_000001_leftImg8bit.png");
        Files.createDirectories(picture.getParent());
        Files.copy(temporary.resolve("sources/p0.png"), picture);
        int[] ids = new int[24 * 19];
        Arrays.fill(ids, 40, 90, 26001);
        Arrays.fill(ids, 100, 120, 24);
        LabelImages.writeGrey16(
                new LabelImage(24, 19, ids),
                folder.resolve("gtFine/train/aville/aville_000000_000001_gtFine_instanceIds.png"));
        return folder;
    }

    private Path maskPerObject() throws IOException {
        Path folder = temporary.resolve("bowl");
        Path picture = folder.resolve("one/images/one.png");
        Files.createDirectories(picture.getParent());
        Files.copy(temporary.resolve("sources/p0.png"), picture);
        int[] ids = new int[24 * 19];
        Arrays.fill(ids, 40, 90, 255);
        LabelImages.writeGrey(new LabelImage(24, 19, ids), folder.resolve("one/masks/m1.png"));
        return folder;
    }

    @Test
    void damagedDataSetsAreReadOrRefused() throws Exception {
        List<Path> originals = originals();
        for (Path original : originals) {
            assertThat(check(original).passed()).as(original.toString()).isTrue();
        }
        Random random = new Random(SEED);
        long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        int passed = 0;
        int failed = 0;
        for (int round = 0; System.nanoTime() < end || round < originals.size(); round++) {
            Path original = originals.get(round % originals.size());
            List<Path> files = files(original);
            Path victim = files.get(random.nextInt(files.size()));
            byte[] before = Files.readAllBytes(victim);
            String what = "seed " + SEED + " round " + round + " " + temporary.relativize(victim);
            Files.write(victim, damage(before, random));
            try {
                DatasetFormat format = DatasetFormats.named(format(original));
                strictly(format, original, what);
                boolean fine = bounded(() -> unchecked(original, format), what).passed();
                passed += fine ? 1 : 0;
                failed += fine ? 0 : 1;
            } finally {
                Files.write(victim, before);
            }
        }
        assertThat(passed).isPositive();
        assertThat(failed).isPositive();
    }

    /** Ends with an error when the work takes long in time of its own, however busy the machine is. */
    private static <T> T bounded(Supplier<T> work, String what) throws InterruptedException {
        List<T> result = new ArrayList<>();
        List<Throwable> failure = new ArrayList<>();
        Thread thread = new Thread(() -> {
            try {
                result.add(work.get());
            } catch (Throwable e) {
                failure.add(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        ThreadMXBean times = ManagementFactory.getThreadMXBean();
        long used = 0;
        while (thread.isAlive()) {
            thread.join(100);
            used = Math.max(used, times.getThreadCpuTime(thread.getId()));
            assertThat(used).as(what + " takes long").isLessThan(TimeUnit.SECONDS.toNanos(LONGEST_SECONDS));
        }
        if (!failure.isEmpty()) {
            throw new AssertionError(what, failure.get(0));
        }
        return result.get(0);
    }

    private static void strictly(DatasetFormat format, Path path, String what) throws IOException {
        try {
            format.read(path, ReadOptions.DEFAULT);
        } catch (DatasetException | ImageException e) {
            assertThat(e.getMessage()).as(what).isNotBlank().doesNotContain("\n");
        } catch (RuntimeException e) {
            throw new AssertionError(what, e);
        }
    }

    private String format(Path original) {
        String name = original.getFileName().toString();
        return name.equals("bowl") ? "mask-per-object" : name;
    }

    private static CheckReport unchecked(Path path, DatasetFormat format) {
        try {
            CheckReport report = DatasetCheck.check(
                    List.of(path), Optional.of(format), ReadOptions.DEFAULT, 1, ProgressListener.NONE);
            for (Finding finding : report.findings()) {
                assertThat(finding.message()).doesNotContain("\n");
            }
            return report;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static CheckReport check(Path path) throws IOException {
        return DatasetCheck.check(List.of(path), Optional.empty(), ReadOptions.DEFAULT, 1, ProgressListener.NONE);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !PictureFiles.isPicture(file)
                            || file.toString().contains("ask")
                            || file.toString().contains("gtFine")
                            || file.toString().contains("Segmentation"))
                    .sorted()
                    .toList();
        }
    }

    private static byte[] damage(byte[] file, Random random) {
        byte[] damaged = file.clone();
        int times = 1 + random.nextInt(3);
        for (int k = 0; k < times; k++) {
            damaged = switch (random.nextInt(6)) {
                case 0 -> flipped(damaged, random);
                case 1 -> Arrays.copyOf(damaged, random.nextInt(damaged.length + 1));
                case 2 -> without(damaged, random);
                case 3 -> repeated(damaged, random);
                default -> otherNumber(damaged, random);
            };
        }
        return damaged;
    }

    private static byte[] flipped(byte[] file, Random random) {
        if (file.length > 0) {
            int at = random.nextInt(file.length);
            file[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : file[at] ^ 1 << random.nextInt(8));
        }
        return file;
    }

    private static byte[] without(byte[] file, Random random) {
        int from = random.nextInt(file.length + 1);
        int to = Math.min(file.length, from + random.nextInt(30));
        byte[] shorter = new byte[file.length - (to - from)];
        System.arraycopy(file, 0, shorter, 0, from);
        System.arraycopy(file, to, shorter, from, file.length - to);
        return shorter;
    }

    private static byte[] repeated(byte[] file, Random random) {
        int from = random.nextInt(file.length + 1);
        int to = Math.min(file.length, from + random.nextInt(200));
        byte[] longer = new byte[file.length + to - from];
        System.arraycopy(file, 0, longer, 0, to);
        System.arraycopy(file, from, longer, to, file.length - from);
        return longer;
    }

    private static byte[] otherNumber(byte[] file, Random random) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        Matcher numbers = NUMBER.matcher(text);
        int wanted = random.nextInt(40);
        int start = -1;
        int end = -1;
        for (int i = 0; i <= wanted && numbers.find(); i++) {
            start = numbers.start();
            end = numbers.end();
        }
        if (start < 0) {
            return flipped(file, random);
        }
        String value = VALUES.get(random.nextInt(VALUES.size()));
        return (text.substring(0, start) + value + text.substring(end)).getBytes(StandardCharsets.ISO_8859_1);
    }
}
