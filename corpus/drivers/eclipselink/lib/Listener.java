package lib;

import jakarta.persistence.*;

public class Listener {
  @PrePersist public void pre(Object o) { System.out.println("persist " + o.getClass().getSimpleName()); }
}
