package io.jenkins.plugins.cinderbackup.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Bars as SVG. */
final class Plot {
    private static final int NAME = 440;
    private static final int WIDTH = 960;
    private static final int ROW = 26;

    private final StringBuilder body = new StringBuilder();
    private int rows;

    private Plot(String title) {
        text(8, 20, title, "font-weight='bold'");
        rows = 1;
    }

    /** Each figure as a share of its goal; what reaches over the line has missed it. */
    static void goals(Path file, List<Figures.Figure> figures) throws IOException {
        Plot plot = new Plot("Measured as a share of the goal");
        for (Figures.Figure figure : figures) {
            if (figure.goal() != null && figure.goal() > 0) {
                double share = figure.value() / figure.goal();
                plot.row(
                        figure.name(),
                        share / 1.5,
                        figure.valueText() + " of " + figure.goalText().substring(3),
                        figure.isMet() ? "#3a7d44" : "#b3261e");
            }
        }
        double line = NAME + (WIDTH - NAME - 150) / 1.5;
        plot.body.append(String.format(
                Locale.ROOT,
                "<line x1='%.0f' x2='%.0f' y1='28' y2='%d' stroke='#555' stroke-dasharray='4'/>%n",
                line,
                line,
                plot.rows * ROW));
        plot.write(file);
    }

    /** One run's phases, each after the one before. */
    static void phases(Path file, String title, Map<String, Duration> phases) throws IOException {
        Plot plot = new Plot(title);
        double total = phases.values().stream().mapToLong(Duration::toMillis).sum();
        double begin = 0;
        for (Map.Entry<String, Duration> phase : phases.entrySet()) {
            double millis = phase.getValue().toMillis();
            plot.bar(
                    phase.getKey(),
                    begin / total,
                    millis / total,
                    String.format(Locale.ROOT, "%.2f s", millis / 1000),
                    "#2f5d8a");
            begin += millis;
        }
        plot.write(file);
    }

    private void row(String name, double share, String label, String colour) {
        bar(name, 0, Math.min(1, share), label, colour);
    }

    private void bar(String name, double begin, double share, String label, String colour) {
        int y = rows++ * ROW + 8;
        double room = WIDTH - NAME - 150;
        text(8, y + 14, name, "");
        body.append(String.format(
                Locale.ROOT,
                "<rect x='%.1f' y='%d' width='%.1f' height='16' fill='%s'/>%n",
                NAME + begin * room,
                y + 2,
                Math.max(1, share * room),
                colour));
        text(NAME + (begin + share) * room + 6, y + 14, label, "");
    }

    private void text(double x, int y, String text, String style) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        body.append(String.format(Locale.ROOT, "<text x='%.1f' y='%d' %s>%s</text>%n", x, y, style, escaped));
    }

    private void write(Path file) throws IOException {
        Files.writeString(file, """
                <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='13' fill='#222'>
                <rect width='100%%' height='100%%' fill='white'/>
                %s</svg>
                """.formatted(WIDTH, (rows + 1) * ROW, body));
    }
}
