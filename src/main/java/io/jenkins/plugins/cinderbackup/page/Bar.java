package io.jenkins.plugins.cinderbackup.page;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** One bar of a drawing of {@value #WIDTH} by {@value #HEIGHT} units, standing on its lower edge. */
public final class Bar<T> {
    static final int WIDTH = 400;
    static final int HEIGHT = 60;
    /** Few bars are no broader than those of so many. */
    private static final int FEWEST = 12;

    private final T point;
    private final int x;
    private final int width;
    private final int height;

    private Bar(T point, int x, int width, int height) {
        this.point = point;
        this.x = x;
        this.width = width;
        this.height = height;
    }

    /** A bar for each of the points, from left to right; the largest reaches the top. */
    @NonNull
    public static <T> List<Bar<T>> of(@NonNull List<T> points, @NonNull ToLongFunction<T> value) {
        double max = Math.max(1, points.stream().mapToLong(value).max().orElse(0));
        int slot = WIDTH / Math.max(FEWEST, points.size());
        List<Bar<T>> bars = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            T point = points.get(i);
            long seen = Math.max(0, value.applyAsLong(point));
            int height = seen == 0 ? 1 : Math.max(2, (int) Math.round(seen / max * HEIGHT));
            bars.add(new Bar<>(point, i * slot, Math.max(1, slot - 2), height));
        }
        return bars;
    }

    /** What it stands for. */
    public T getPoint() {
        return point;
    }

    public int getX() {
        return x;
    }

    public int getY() {
        return HEIGHT - height;
    }

    public int getWidth() {
        return width;
    }

    public int getHeight() {
        return height;
    }
}
