create table t (id int, name varchar(10)); insert into t values (1, 'a');
