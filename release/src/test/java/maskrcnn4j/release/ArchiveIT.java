package maskrcnn4j.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

class ArchiveIT {
    @Test
    void zipHoldsTheCommandItsLicencesAndNothingForTests() throws IOException {
        try (ZipFile zip = new ZipFile(Release.archive() + ".zip")) {
            List<String> names = zip.stream()
                    .map(ZipEntry::getName)
                    .map(name -> name.substring(name.indexOf('/') + 1))
                    .toList();

            assertThat(names)
                    .contains("bin/mrcnn", "bin/mrcnn.cmd", "LICENSE", "NOTICE", "README.md", "THIRD-PARTY.txt")
                    .contains("share/man/man1/mrcnn.1", "share/man/man1/mrcnn-train.1")
                    .anyMatch(name -> name.matches("lib/maskrcnn4j-cli-.*\\.jar"))
                    .anyMatch(name -> name.matches("lib/natives/pytorch-.*\\.jar"))
                    .noneMatch(name -> name.matches("lib/(natives/)?(junit|assertj|maskrcnn4j-testing).*"))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void licenceListNamesEveryLibrary() throws IOException {
        try (ZipFile zip = new ZipFile(Release.archive() + ".zip")) {
            ZipEntry entry = zip.stream()
                    .filter(file -> file.getName().endsWith("/THIRD-PARTY.txt"))
                    .findFirst()
                    .orElseThrow();
            String list;
            try (InputStream in = zip.getInputStream(entry)) {
                list = new String(in.readAllBytes());
            }
            List<String> foreign = zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.matches("[^/]*/lib/[^/]*\\.jar"))
                    .map(name -> name.replaceFirst(".*/", "").replaceFirst("-\\d.*", ""))
                    .filter(name -> !name.startsWith("maskrcnn4j-"))
                    .toList();

            assertThat(foreign).isNotEmpty().allSatisfy(name -> assertThat(list).contains(":" + name + ":"));
            assertThat(list).doesNotContain("Unknown license");
        }
    }
}
