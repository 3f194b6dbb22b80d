package io.jenkins.plugins.cinderbackup.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What was measured, each with its goal beside it. */
final class Figures {
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * One of them.
     *
     * @param goal the most that it may be, or null where it is only shown
     */
    record Figure(
            String name,
            double value,
            String unit,
            @CheckForNull Double goal) {
        boolean isMet() {
            return goal == null || value <= goal;
        }

        String valueText() {
            return text(value) + suffix();
        }

        String goalText() {
            return goal == null ? "" : "<= " + text(goal) + suffix();
        }

        private String suffix() {
            return unit.isEmpty() ? "" : " " + unit;
        }

        private static String text(double number) {
            return Math.abs(number) >= 100
                    ? String.format(Locale.ROOT, "%,.0f", number)
                    : String.format(Locale.ROOT, "%.2f", number);
        }
    }

    /** One that has a goal. */
    void add(String name, double value, String unit, double goal) {
        add(new Figure(name, value, unit, goal));
    }

    /** One that is only shown. */
    void show(String name, double value, String unit) {
        add(new Figure(name, value, unit, null));
    }

    private void add(Figure figure) {
        figures.add(figure);
        System.out.printf(
                "  %s: %s %s%n",
                figure.name(), figure.valueText(), figure.isMet() ? "" : "(goal " + figure.goalText() + ")");
    }

    /**
     * What the plugin takes beside the necessary calls alone: a second or 5 % more is the goal.
     *
     * @param where what the names begin with
     * @param what what was done, such as {@code one backup}
     * @param least seconds of the necessary calls
     * @param ours seconds of the plugin
     * @param of what is said behind the necessary calls where there are several kinds
     */
    void compare(String where, String what, double least, double ours, String of) {
        show(where + "necessary calls" + of + " alone, polled every 50 ms", least, "s");
        add(where + what + " by the plugin", ours, "s", Math.max(least + 1, least * 1.05));
        add(where + "plugin / necessary calls" + of, ours / least, "times", Math.max((least + 1) / least, 1.05));
    }

    static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    /** Something that cannot be measured here, and why. */
    void skip(String what) {
        note("skipped: " + what);
    }

    /** A line below the table. */
    void note(String text) {
        notes.add(text);
    }

    List<Figure> all() {
        return List.copyOf(figures);
    }

    String table() {
        StringBuilder table = new StringBuilder();
        int width = figures.stream()
                .mapToInt(figure -> figure.name().length())
                .max()
                .orElse(0);
        String form = "%-" + width + "s  %14s  %14s  %s%n";
        table.append(String.format(form, "figure", "value", "goal", "met"));
        for (Figure figure : figures) {
            table.append(String.format(
                    form,
                    figure.name(),
                    figure.valueText(),
                    figure.goalText(),
                    figure.goal() == null ? "" : figure.isMet() ? "yes" : "NO"));
        }
        notes.forEach(note -> table.append(note).append(System.lineSeparator()));
        return table.toString();
    }

    /** The same for a page. */
    String markdown() {
        StringBuilder table = new StringBuilder("| figure | value | goal | met |\n| --- | ---: | ---: | --- |\n");
        for (Figure figure : figures) {
            table.append("| ")
                    .append(figure.name())
                    .append(" | ")
                    .append(figure.valueText())
                    .append(" | ")
                    .append(figure.goalText())
                    .append(" | ")
                    .append(figure.goal() == null ? "" : figure.isMet() ? "yes" : "**no**")
                    .append(" |\n");
        }
        notes.forEach(note -> table.append("\n").append(note).append("\n"));
        return table.toString();
    }

    /** An array of {@code {figure, value, unit, goal, met}}. */
    void write(Path file) throws IOException {
        ArrayNode array = new ObjectMapper().createArrayNode();
        for (Figure figure : figures) {
            ObjectNode node = array.addObject()
                    .put("figure", figure.name())
                    .put("value", figure.value())
                    .put("unit", figure.unit());
            if (figure.goal() == null) {
                node.putNull("goal").putNull("met");
            } else {
                node.put("goal", figure.goal()).put("met", figure.isMet());
            }
        }
        Files.writeString(file, array.toPrettyString() + System.lineSeparator());
    }
}
