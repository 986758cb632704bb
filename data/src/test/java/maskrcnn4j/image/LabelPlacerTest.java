package maskrcnn4j.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import maskrcnn4j.mask.Box;
import org.junit.jupiter.api.Test;

class LabelPlacerTest {

    @Test
    void labels_stand_on_their_box_when_there_is_room() {
        LabelPlacer placer = new LabelPlacer(640, 480, 2);
        assertThat(placer.place(new Box(100, 100, 300, 300), 80, 16)).contains(Box.ofXywh(100, 84, 80, 16));
        assertThat(placer.place(new Box(10, 2, 300, 300), 80, 16)).contains(Box.ofXywh(10, 2, 80, 16));
    }

    @Test
    void labels_never_cover_each_other_and_stay_inside() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            int width = 50 + random.nextInt(600);
            int height = 50 + random.nextInt(400);
            LabelPlacer placer = new LabelPlacer(width, height, 1.5);
            List<Box> placed = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                double x = random.nextDouble() * width * 1.2 - 20;
                double y = random.nextDouble() * height * 1.2 - 20;
                Box object = Box.ofXywh(x, y, random.nextDouble() * 200, random.nextDouble() * 200);
                Optional<Box> place =
                        placer.place(object, 20 + random.nextDouble() * 80, 10 + random.nextDouble() * 10);
                if (place.isPresent()) {
                    Box label = place.get();
                    assertThat(label.x1()).isNotNegative();
                    assertThat(label.y1()).isNotNegative();
                    assertThat(label.x2()).isLessThanOrEqualTo(width);
                    assertThat(label.y2()).isLessThanOrEqualTo(height);
                    assertThat(placed).allMatch(other -> other.intersect(label).isEmpty());
                    placed.add(label);
                }
            }
            assertThat(placed).isNotEmpty();
        }
    }

    @Test
    void a_label_larger_than_the_picture_is_left_out() {
        assertThat(new LabelPlacer(30, 30, 1).place(new Box(0, 0, 10, 10), 40, 10))
                .isEmpty();
    }
}
