package lib;

import jakarta.persistence.*;

@Entity
@DiscriminatorValue("N")
public class Novel extends Book {
  int pages;
  protected Novel() {}
  Novel(String t, int p) { super(t); pages = p; }
}
