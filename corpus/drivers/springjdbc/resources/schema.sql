create table item (id int generated always as identity primary key, title varchar(20) unique, amount int);
