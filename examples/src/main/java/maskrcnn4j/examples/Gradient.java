package maskrcnn4j.examples;

import static maskrcnn4j.examples.Lesson.agree;
import static maskrcnn4j.examples.Lesson.draw;
import static maskrcnn4j.examples.Lesson.part;
import static maskrcnn4j.examples.Lesson.say;

import maskrcnn4j.tensor.Autograd;
import maskrcnn4j.tensor.Scope;
import maskrcnn4j.tensor.Tensor;
import maskrcnn4j.tensor.Tensors;

/** Chapter 1: gradient and directional derivative. */
public final class Gradient {
    private Gradient() {}

    public static void main(String[] args) {
        part("1. A slope");
        for (double h : new double[] {1, 0.1, 0.01, 0.001}) {
            say("h = %5.3f   slope = %.6f", h, (height(2 + h, 1) - height(2, 1)) / h);
        }

        part("2. Two slopes make a gradient");
        double[] here = {2, 1};
        double[] slope = gradient(here);
        double h = 1e-5;
        double alongX = (height(2 + h, 1) - height(2 - h, 1)) / (2 * h);
        double alongY = (height(2, 1 + h) - height(2, 1 - h)) / (2 * h);
        say("height   f(2, 1) = %.3f", height(2, 1));
        say("gradient by rule     (%.3f, %.3f)", slope[0], slope[1]);
        say("gradient by small steps (%.3f, %.3f)", alongX, alongY);
        agree("rule and small steps", slope, new double[] {alongX, alongY}, 1e-6);

        part("3. The slope in any direction");
        for (int degrees = 0; degrees <= 180; degrees += 30) {
            double[] u = {Math.cos(Math.toRadians(degrees)), Math.sin(Math.toRadians(degrees))};
            double byGradient = slope[0] * u[0] + slope[1] * u[1];
            double bySteps = (height(2 + h * u[0], 1 + h * u[1]) - height(2 - h * u[0], 1 - h * u[1])) / (2 * h);
            say("%3d degrees   gradient . u = %6.3f   small steps = %6.3f", degrees, byGradient, bySteps);
        }
        double length = Math.hypot(slope[0], slope[1]);
        double steepest = Math.toDegrees(Math.atan2(slope[1], slope[0]));
        say("length of the gradient %.3f, its direction %.2f degrees", length, steepest);
        double[] angles = new double[181];
        double[] slopes = new double[181];
        for (int i = 0; i <= 180; i++) {
            angles[i] = 2 * i;
            slopes[i] = length * Math.cos(Math.toRadians(angles[i] - steepest));
        }
        draw(
                "directional-derivative.svg",
                new Plot("Slope at (2, 1) in every direction", "direction in degrees", "slope", 0, 360, -4, 4)
                        .curve("gradient . u", angles, slopes)
                        .sketch());

        part("4. Walking downhill");
        double rate = 0.2;
        double[] at = {2, 1};
        double[][] path = new double[13][];
        for (int step = 0; step <= 12; step++) {
            path[step] = at.clone();
            if (step <= 4 || step % 4 == 0) {
                say("step %2d   (%8.5f, %8.5f)   height %.6f", step, at[0], at[1], height(at[0], at[1]));
            }
            double[] g = gradient(at);
            at[0] -= rate * g[0];
            at[1] -= rate * g[1];
        }
        draw("downhill.svg", map(path));

        part("5. Steps that are too long");
        for (double tried : new double[] {0.1, 0.4, 0.5}) {
            double[] p = {2, 1};
            for (int step = 0; step < 20; step++) {
                double[] g = gradient(p);
                p[0] -= tried * g[0];
                p[1] -= tried * g[1];
            }
            say("rate %.1f   height after 20 steps %.6g", tried, height(p[0], p[1]));
        }

        part("6. The same by autograd");
        try (Scope scope = Scope.open()) {
            Tensor x = Autograd.track(Tensors.of(new float[] {2}, 1));
            Tensor y = Autograd.track(Tensors.of(new float[] {1}, 1));
            Tensor f = x.multiply(x).add(y.multiply(y).multiply(2)).subtract(x.multiply(y));
            Autograd.backward(f.sum());
            double[] byAutograd = {
                Autograd.gradient(x).orElseThrow().item(),
                Autograd.gradient(y).orElseThrow().item()
            };
            say("f = %.3f   gradient (%.3f, %.3f)", f.item(), byAutograd[0], byAutograd[1]);
            agree("rule and autograd", slope, byAutograd, 1e-6);
        }
    }

    static double height(double x, double y) {
        return x * x + 2 * y * y - x * y;
    }

    static double[] gradient(double[] p) {
        return new double[] {2 * p[0] - p[1], 4 * p[1] - p[0]};
    }

    static Sketch map(double[][] path) {
        Sketch sketch = new Sketch(440, 360).text(20, 24, "Lines of equal height, and the way down from (2, 1)");
        for (double level : new double[] {0.25, 1, 2, 4, 7}) {
            double[] x = new double[73];
            double[] y = new double[73];
            for (int i = 0; i <= 72; i++) {
                double cos = Math.cos(Math.PI * i / 36);
                double sin = Math.sin(Math.PI * i / 36);
                double radius = Math.sqrt(level / height(cos, sin)); // height grows with the square of the distance
                x[i] = 210 + 60 * radius * cos;
                y[i] = 200 - 60 * radius * sin;
            }
            sketch.curve(x, y, Sketch.PALE, 0);
        }
        double[] x = new double[path.length];
        double[] y = new double[path.length];
        for (int i = 0; i < path.length; i++) {
            x[i] = 210 + 60 * path[i][0];
            y[i] = 200 - 60 * path[i][1];
            sketch.dot(x[i], y[i], 4, Sketch.BLUE);
        }
        double[] g = gradient(path[0]);
        return sketch.curve(x, y, Sketch.BLUE, 0)
                .arrow(x[0], y[0], x[0] + 20 * g[0], y[0] - 20 * g[1], Sketch.ORANGE)
                .text(x[0] - 20, y[0] - 55, "gradient: uphill")
                .text(20, 345, "the steps end at (0, 0), the lowest point");
    }
}
