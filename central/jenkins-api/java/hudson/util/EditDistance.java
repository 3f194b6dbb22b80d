package hudson.util;

import java.util.Collection;
import java.util.Comparator;

public class EditDistance {
    private EditDistance() {}

    public static int editDistance(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.length() + b.length();
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j - 1], row[j]));
            }
        }
        return row[b.length()];
    }

    public static String findNearest(String key, Collection<String> group) {
        return group.stream()
                .min(Comparator.comparingInt(name -> editDistance(key, name)))
                .orElse(null);
    }
}
