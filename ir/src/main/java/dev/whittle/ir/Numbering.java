package dev.whittle.ir;

import java.util.Arrays;

/**
 * Numbers objects in the order in which they are added, from 0; equal objects are one. For tables
 * of symbols of one function, of which there are many and small ones: it makes no objects, and is
 * emptied and used again. Not thread-safe.
 */
public final class Numbering {
  private static final int SLOTS = 128;

  private Object[] objects = new Object[SLOTS];
  private int[] numbers = new int[SLOTS];
  private int size;

  /** Where the object that was not found last belongs. */
  private int free;

  /** The number of an object, negative when it has none yet. */
  public int find(Object object) {
    int slot = slot(object, objects.length - 1);
    for (Object known = objects[slot]; known != null; known = objects[slot]) {
      if (known == object || known.equals(object)) {
        return numbers[slot];
      }
      slot = slot + 1 & objects.length - 1;
    }
    free = slot;
    return -1;
  }

  /** Gives the object that was just not found the next number. */
  public int add(Object object) {
    objects[free] = object;
    numbers[free] = size++;
    if (2 * size > objects.length) {
      grow();
    }
    return size - 1;
  }

  /** How many objects have a number. */
  public int size() {
    return size;
  }

  /** Forgets all. */
  public void clear() {
    if (objects.length > 8 * SLOTS) {
      objects = new Object[SLOTS];
      numbers = new int[SLOTS];
    } else {
      Arrays.fill(objects, null);
    }
    size = 0;
  }

  private void grow() {
    Object[] old = objects;
    int[] oldNumbers = numbers;
    objects = new Object[2 * old.length];
    numbers = new int[2 * old.length];
    for (int i = 0; i < old.length; i++) {
      if (old[i] != null) {
        int slot = slot(old[i], objects.length - 1);
        while (objects[slot] != null) {
          slot = slot + 1 & objects.length - 1;
        }
        objects[slot] = old[i];
        numbers[slot] = oldNumbers[i];
      }
    }
  }

  private static int slot(Object object, int mask) {
    int hash = object.hashCode() * 0x9e3779b9;
    return (hash ^ hash >>> 16) & mask;
  }
}
