package maskrcnn4j.examples;

import static maskrcnn4j.examples.Lesson.draw;
import static maskrcnn4j.examples.Lesson.part;
import static maskrcnn4j.examples.Lesson.say;

import java.util.Arrays;
import java.util.Random;

/** Chapter 9: why the heads are trained first, and then all. */
public final class HeadsFirst {
    private HeadsFirst() {}

    public static void main(String[] args) {
        part("1. A trunk that has learnt from much data");
        Random random = new Random(1);
        double[][] inputs = SmallNetwork.gaussian(200, 8, 1, random);
        SmallNetwork oldWorld = SmallNetwork.random(8, 12, 6, 0.7, 0.5, random); // what there is to be learnt
        SmallNetwork pretrained = SmallNetwork.random(8, 24, 6, 0.4, 0.2, random);
        say("error before %.4f", pretrained.error(inputs, answers(oldWorld, inputs)));
        pretrained.train(inputs, answers(oldWorld, inputs), 1000, 0.2, 0.2);
        say("error after 1000 steps %.4f", pretrained.error(inputs, answers(oldWorld, inputs)));

        part("2. A new task, of which few examples are known, seen by a camera that distorts a little");
        SmallNetwork newWorld = oldWorld.withHeadOf(SmallNetwork.random(8, 12, 2, 0, 0.5, random));
        double[][] distortion = SmallNetwork.gaussian(8, 8, 0.15, random);
        double[][] scenes = SmallNetwork.gaussian(80, 8, 1, random);
        double[][] few = distorted(scenes, distortion);
        double[][] wanted = answers(newWorld, scenes);
        double[][] otherScenes = SmallNetwork.gaussian(300, 8, 1, random);
        double[][] unseen = distorted(otherScenes, distortion);
        double[][] unseenWanted = answers(newWorld, otherScenes);
        SmallNetwork newHead = SmallNetwork.random(8, 24, 2, 0, 1, random);
        SmallNetwork start = pretrained.withHeadOf(newHead);
        say("error with the old trunk and a random head %.3f", start.error(unseen, unseenWanted));

        part("3. What a random head does to the trunk");
        double first = start.gradients(few, wanted).trunkLength();
        SmallNetwork headTrained = pretrained.withHeadOf(newHead);
        headTrained.train(few, wanted, 500, 0, 0.2);
        double later = headTrained.gradients(few, wanted).trunkLength();
        say("gradient on the trunk with a random head  %.4f", first);
        say("gradient on the trunk with a trained head %.4f", later);
        say("the random head pushes %.0f times as hard", first / later);

        part("4. Three schedules of 1000 steps");
        SmallNetwork all = pretrained.withHeadOf(newHead);
        all.train(few, wanted, 1000, 0.2, 0.2);
        SmallNetwork heads = pretrained.withHeadOf(newHead);
        heads.train(few, wanted, 1000, 0, 0.2);
        SmallNetwork both = pretrained.withHeadOf(newHead);
        both.train(few, wanted, 500, 0, 0.2);
        both.train(few, wanted, 500, 0.02, 0.02);
        say("                          on the 80 examples   on unseen ones   the trunk moved by");
        report("all at once", all, start, few, wanted, unseen, unseenWanted);
        report("heads only", heads, start, few, wanted, unseen, unseenWanted);
        report("heads, then all at 1/10", both, start, few, wanted, unseen, unseenWanted);

        part("5. How the answer depends on how much data there is");
        double[] sizes = {20, 80, 320};
        double[][] curves = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int seed = 1; seed <= 3; seed++) {
                double[] errors = errors((int) sizes[i], seed);
                for (int k = 0; k < 3; k++) {
                    curves[k][i] += errors[k] / 3;
                }
            }
            say(
                    "%3.0f examples   all at once %.3f   heads only %.3f   heads, then all %.3f",
                    sizes[i], curves[0][i], curves[1][i], curves[2][i]);
        }
        draw(
                "heads-first.svg",
                new Plot(
                                "Error on unseen data, mean of three worlds",
                                "examples",
                                "log10 of the error",
                                0,
                                320,
                                -2,
                                0.5)
                        .curve("all at once", sizes, logs(curves[0]))
                        .curve("heads only", sizes, logs(curves[1]))
                        .curve("heads, then all", sizes, logs(curves[2]))
                        .sketch());
    }

    static double[][] answers(SmallNetwork world, double[][] scenes) {
        double[][] answers = new double[scenes.length][];
        for (int i = 0; i < scenes.length; i++) {
            answers[i] = world.outputs(scenes[i]);
        }
        return answers;
    }

    static double[][] distorted(double[][] scenes, double[][] distortion) {
        double[][] seen = new double[scenes.length][];
        for (int s = 0; s < scenes.length; s++) {
            seen[s] = scenes[s].clone();
            for (int i = 0; i < seen[s].length; i++) {
                for (int j = 0; j < seen[s].length; j++) {
                    seen[s][i] += distortion[i][j] * scenes[s][j];
                }
            }
        }
        return seen;
    }

    static void report(
            String name,
            SmallNetwork network,
            SmallNetwork start,
            double[][] few,
            double[][] wanted,
            double[][] unseen,
            double[][] unseenWanted) {
        say(
                "%-24s  %18.4f   %14.4f   %18.2f",
                name, network.error(few, wanted), network.error(unseen, unseenWanted), network.trunkDistance(start));
    }

    static double[] logs(double[] errors) {
        return Arrays.stream(errors).map(StrictMath::log10).toArray();
    }

    static double[] errors(int examples, int seed) {
        Random random = new Random(seed);
        double[][] inputs = SmallNetwork.gaussian(200, 8, 1, random);
        SmallNetwork oldWorld = SmallNetwork.random(8, 12, 6, 0.7, 0.5, random);
        SmallNetwork pretrained = SmallNetwork.random(8, 24, 6, 0.4, 0.2, random);
        pretrained.train(inputs, answers(oldWorld, inputs), 1000, 0.2, 0.2);
        SmallNetwork newWorld = oldWorld.withHeadOf(SmallNetwork.random(8, 12, 2, 0, 0.5, random));
        double[][] distortion = SmallNetwork.gaussian(8, 8, 0.15, random);
        double[][] scenes = SmallNetwork.gaussian(examples, 8, 1, random);
        double[][] few = distorted(scenes, distortion);
        double[][] wanted = answers(newWorld, scenes);
        double[][] otherScenes = SmallNetwork.gaussian(300, 8, 1, random);
        double[][] unseen = distorted(otherScenes, distortion);
        double[][] unseenWanted = answers(newWorld, otherScenes);
        SmallNetwork newHead = SmallNetwork.random(8, 24, 2, 0, 1, random);
        SmallNetwork all = pretrained.withHeadOf(newHead);
        all.train(few, wanted, 1000, 0.2, 0.2);
        SmallNetwork heads = pretrained.withHeadOf(newHead);
        heads.train(few, wanted, 1000, 0, 0.2);
        SmallNetwork both = pretrained.withHeadOf(newHead);
        both.train(few, wanted, 500, 0, 0.2);
        both.train(few, wanted, 500, 0.02, 0.02);
        return new double[] {
            all.error(unseen, unseenWanted), heads.error(unseen, unseenWanted), both.error(unseen, unseenWanted)
        };
    }
}
